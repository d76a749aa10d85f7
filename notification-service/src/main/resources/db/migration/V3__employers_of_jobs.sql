-- Whose a job is, so that the name of the company goes with its employer; empty for a job that was known before.
alter table jobs add column employer_id uuid;
create index jobs_of_employer on jobs (employer_id);
