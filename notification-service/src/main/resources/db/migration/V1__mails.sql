-- What the events said of each user that an e-mail needs. Of a user who is gone the id stays, so that no late event brings
-- the rest back.
create table recipients (
    user_id uuid primary key,
    version bigint not null,
    email   text,
    name    text,
    is_gone boolean not null default false
);

-- One row for each e-mail that an event asks for. Address and content are there from the first attempt on, and go with the user.
create table mails (
    id                uuid primary key,
    kind              text not null,
    about_id          uuid not null,
    user_id           uuid not null,
    details           jsonb not null,
    unsubscribe_token text unique,
    state             text not null,
    attempts          integer not null default 0,
    created_at        timestamptz not null default now(),
    next_attempt_at   timestamptz not null default now(),
    changed_at        timestamptz not null default now(),
    problem           text,
    address           text,
    subject           text,
    text_body         text,
    html_body         text,
    unique (kind, about_id, user_id)
);

create index mails_by_next_attempt on mails (next_attempt_at) where state = 'WAITING';
create index mails_being_sent on mails (changed_at) where state = 'SENDING';
create index mails_by_user on mails (user_id);
create index mails_by_age on mails (created_at desc, id);

-- Who wants no e-mails of a kind.
create table opt_outs (
    user_id      uuid not null,
    kind         text not null,
    opted_out_at timestamptz not null default now(),
    primary key (user_id, kind)
);
