-- With defaults, so that a process of the release before goes on beside this one.
alter table users
    add column skills          text[] not null default '{}',
    add column location        text,
    add column job_suggestions boolean not null default false;
