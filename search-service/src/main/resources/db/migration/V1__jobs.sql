-- Which generation of the jobs answers, and which is being built beside it from the topics, if any.
create table search_index (
    only_row boolean primary key default true check (only_row),
    serving  integer not null,
    building integer
);

insert into search_index (serving) values (1);

-- What the events said of each job. The offer and the status come with different events, so each has a version of its own.
create table jobs (
    generation     integer not null,
    job_id         uuid not null,
    employer_id    uuid not null,
    status         text not null,
    status_version bigint not null,
    offer          jsonb,
    offer_version  bigint not null,
    offered_at     timestamptz,
    created_at     timestamptz,
    company_name   text,
    changed_in     xid8 not null default pg_current_xact_id(),
    primary key (generation, job_id)
);

create index jobs_by_change on jobs (generation, changed_in);

-- Whose account was deleted: nothing of theirs is found, whatever comes later.
create table departed_employers (
    employer_id uuid primary key,
    changed_in  xid8 not null default pg_current_xact_id()
);

create index departed_employers_by_change on departed_employers (changed_in);
