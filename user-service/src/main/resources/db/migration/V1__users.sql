create table users (
    id            uuid primary key,
    version       bigint not null,
    username      text not null,
    email         text not null,
    password_hash text not null,
    user_type     text not null,
    full_name     text,
    company_name  text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null
);

create unique index users_username_key on users (lower(username));
create unique index users_email_key on users (lower(email));
create index users_in_order on users (created_at, id);

create table posted_jobs (
    job_id         uuid primary key,
    employer_id    uuid not null references users (id) on delete cascade,
    status         text not null,
    status_version bigint not null,
    applications   integer not null
);

create index posted_jobs_of_employer on posted_jobs (employer_id);
