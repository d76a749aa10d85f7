-- What a user is told in the application: one notice for each kind, application and user. They go with the user.
create table notices (
    id             uuid primary key,
    kind           text not null,
    user_id        uuid not null references users (id) on delete cascade,
    application_id uuid not null,
    job_id         uuid not null,
    job_title      text not null,
    created_at     timestamptz not null default now(),
    read_at        timestamptz,
    unique (kind, application_id, user_id)
);

create index notices_of_user on notices (user_id, created_at desc, id);
