-- What the events said of each user: nothing personal. Of a user who is gone the row stays, so that no late event brings
-- the rest back.
create table users (
    user_id       uuid primary key,
    version       bigint not null,
    is_job_seeker boolean not null,
    is_gone       boolean not null default false
);

-- What the events said of each job. The title and the status come with different events, so each has a version of its own;
-- how many applications there are only grows.
create table jobs (
    job_id            uuid primary key,
    company_id        uuid not null,
    employer_id       uuid not null,
    title             text,
    title_version     bigint not null,
    status            text not null,
    status_version    bigint not null,
    application_count integer not null
);

create table applications (
    id           uuid primary key,
    version      bigint not null,
    job_id       uuid not null,
    applicant_id uuid not null,
    company_id   uuid not null,
    employer_id  uuid not null,
    job_title    text not null,
    status       text not null,
    cover_letter text,
    applied_at   timestamptz not null,
    changed_at   timestamptz not null,
    unique (job_id, applicant_id)
);

create index applications_of_applicant on applications (applicant_id, applied_at desc, id);
create index applications_of_employer on applications (employer_id, applied_at desc, id);
create index applications_of_job on applications (job_id, applied_at desc, id);
