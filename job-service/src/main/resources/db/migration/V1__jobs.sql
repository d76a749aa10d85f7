create table companies (
    id              uuid primary key,
    version         bigint not null,
    owner_id        uuid not null unique,
    name            text not null,
    contact_name    text,
    contact_email   text,
    contact_version bigint not null,
    description     text,
    website         text,
    location        text,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);

create index companies_in_order on companies (created_at, id);

-- Whose account was deleted: a late event must not bring them back.
create table departed_users (
    id          uuid primary key,
    departed_at timestamptz not null
);

create table jobs (
    id                uuid primary key,
    version           bigint not null,
    company_id        uuid not null references companies (id),
    employer_id       uuid not null,
    title             text not null,
    description       text not null,
    employment_type   text not null,
    location          text,
    salary_minimum    numeric(12, 2),
    salary_maximum    numeric(12, 2),
    salary_currency   text,
    skills            text[] not null,
    remote            boolean not null,
    status            text not null,
    application_count integer not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);

create index jobs_newest_first on jobs (created_at desc, id);
create index jobs_of_employer on jobs (employer_id);
create index jobs_of_company on jobs (company_id);

create table applications (
    id           uuid primary key,
    job_id       uuid not null references jobs (id) on delete cascade,
    applicant_id uuid,
    cover_letter text,
    version      bigint not null,
    applied_at   timestamptz not null,
    unique (job_id, applicant_id)
);

create index applications_of_applicant on applications (applicant_id);
