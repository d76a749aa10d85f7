-- The keys of a topic are shared by the processes that relay it: there are 16 shards of them, and one process holds each.
-- The producer is the transactional id under which the holder may still send; whoever comes next has Kafka refuse it. Null: nobody may.
ALTER TABLE outbox_lease ALTER COLUMN producer_id DROP NOT NULL, ALTER COLUMN producer_id DROP DEFAULT;
ALTER TABLE outbox_lease ALTER COLUMN producer_id TYPE text USING NULL;
ALTER TABLE outbox_lease ADD COLUMN shard integer NOT NULL DEFAULT 0;
ALTER TABLE outbox_lease DROP CONSTRAINT outbox_lease_pkey, ADD PRIMARY KEY (topic, shard);
ALTER TABLE outbox_lease ALTER COLUMN shard DROP DEFAULT;
INSERT INTO outbox_lease (topic, shard, holder, expires_at, progressed_at)
SELECT topic, generate_series(1, 15), holder, expires_at, progressed_at FROM outbox_lease;

-- Which processes relay a topic, or would, until when unless they say so again. They share it evenly.
CREATE TABLE outbox_relays (
    topic      text        NOT NULL,
    holder     uuid        NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (topic, holder)
);
