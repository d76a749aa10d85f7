-- What happened in each hour, by everything, employer, place and skill; the stream says the newest figures of each.
create table hour_figures (
    dimension   text not null,
    value       text not null,
    hour        timestamptz not null,
    posted      bigint not null,
    applied     bigint not null,
    shortlisted bigint not null,
    accepted    bigint not null,
    rejected    bigint not null,
    withdrawn   bigint not null,
    primary key (dimension, value, hour)
);

create index hour_figures_by_hour on hour_figures (dimension, hour);

create table job_figures (
    job_id           uuid primary key,
    employer_id      uuid not null,
    opened_at        timestamptz,
    first_applied_at timestamptz
);

create index job_figures_of_employer on job_figures (employer_id);

-- How far each partition of the stream's results was written down; changed with the figures.
create table result_offsets (
    topic       text not null,
    partition   integer not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- Has a row once the figures have held all that the topics held.
create table whole_figures (
    since timestamptz not null default now()
);

-- Every event of every aggregate, once. What is personal in it stands apart, with the user whom it is about.
create table trail (
    aggregate   text not null,
    id          uuid not null,
    version     bigint not null,
    event       text not null,
    message_id  text not null,
    source      text,
    happened_at timestamptz not null,
    caused_by   uuid not null,
    subject     uuid,
    fields      json not null,
    personal    json,
    is_erased   boolean not null default false,
    primary key (aggregate, id, version)
);

create index trail_with_personal_data on trail (subject) where personal is not null;

-- Who is gone, so that no late event brings personal data back.
create table departed_users (
    user_id uuid primary key
);
