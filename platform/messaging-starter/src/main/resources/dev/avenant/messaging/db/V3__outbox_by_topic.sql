-- Each topic is relayed on its own, in the order of the ids.
ALTER TABLE outbox DROP CONSTRAINT outbox_pkey;
ALTER TABLE outbox ADD PRIMARY KEY (topic, id);

-- Which process relays a topic, until when unless it says so again, and when events got through last. The producer's name outlives its holders, so
-- that Kafka refuses what a former one still sends.
CREATE TABLE outbox_lease (
    topic       text        PRIMARY KEY,
    producer_id uuid        NOT NULL DEFAULT gen_random_uuid(),
    holder      uuid        NOT NULL,
    expires_at  timestamptz NOT NULL,
    progressed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
