-- The name of the company goes with its employer.
create index jobs_by_employer on jobs (employer_id);
