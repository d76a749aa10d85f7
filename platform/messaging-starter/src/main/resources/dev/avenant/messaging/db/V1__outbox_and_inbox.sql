-- Events that were committed with the business data and not yet acknowledged by Kafka.
CREATE TABLE outbox (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic         text        NOT NULL,
    message_key   bytea       NOT NULL,
    payload       bytea       NOT NULL,
    header_names  text[]      NOT NULL,
    header_values bytea[]     NOT NULL,
    appended_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Messages whose effect is in the database already.
CREATE TABLE inbox (
    consumer_group text        NOT NULL,
    source         text        NOT NULL,
    message_id     text        NOT NULL,
    handled_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer_group, source, message_id)
);

CREATE INDEX inbox_handled_at ON inbox (handled_at);
