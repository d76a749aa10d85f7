-- What suits a user, in the form in which it is compared, and whether they want to hear of it. With defaults, so that a process
-- of the release before goes on beside this one.
alter table recipients
    add column skills            text[] not null default '{}',
    add column place             text,
    add column wants_suggestions boolean not null default false;

create index recipients_who_want_suggestions on recipients (user_id) where wants_suggestions;

-- What the events said of each job. Of a job that is gone the id stays, so that no late event brings the rest back.
create table jobs (
    job_id           uuid primary key,
    title            text,
    company_name     text,
    location         text,
    is_remote        boolean,
    skills           text[],
    offer_version    bigint not null,
    status           text not null,
    status_version   bigint not null,
    is_posting_known boolean not null,
    suggested_at     timestamptz
);

-- What goes to many at once waits for what is meant for one.
alter table mails add column is_bulk boolean not null default false;
drop index mails_by_next_attempt;
create index mails_by_next_attempt on mails (is_bulk, next_attempt_at) where state = 'WAITING';
create index suggestions_by_user on mails (user_id, created_at) where kind = 'JOB_SUGGESTED';
