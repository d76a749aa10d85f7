create table signing_keys (
    id      text primary key,
    made_at timestamptz not null,
    jwk     text not null
);

create table refresh_tokens (
    hash       bytea primary key,
    family     uuid not null,
    user_id    uuid not null references users (id) on delete cascade,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create index refresh_tokens_of_family on refresh_tokens (family);
create index refresh_tokens_of_user on refresh_tokens (user_id);
