-- A row for each record that a consumer group could not handle, and what became of it.
CREATE TABLE dead_letters (
    id               uuid        PRIMARY KEY,
    consumer_group   text        NOT NULL,
    topic            text        NOT NULL,
    topic_partition  integer     NOT NULL,
    topic_offset     bigint      NOT NULL,
    letter_partition integer     NOT NULL,
    letter_offset    bigint      NOT NULL,
    message_key      bytea,
    category         text        NOT NULL,
    message          text        NOT NULL,
    state            text        NOT NULL CHECK (state IN ('open', 'replayed', 'resolved', 'dropped')),
    attempts         integer     NOT NULL,
    first_failed_at  timestamptz NOT NULL,
    failed_at        timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL
);

CREATE INDEX dead_letters_state ON dead_letters (consumer_group, state, first_failed_at);
