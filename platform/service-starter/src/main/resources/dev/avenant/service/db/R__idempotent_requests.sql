create table if not exists idempotent_requests (
    id          text primary key,
    fingerprint text not null,
    made_at     timestamptz not null default now(),
    status      integer not null,
    headers     text not null,
    body        bytea not null
);

create index if not exists idempotent_requests_by_age on idempotent_requests (made_at);
