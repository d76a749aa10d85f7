-- A tombstone has no payload.
ALTER TABLE outbox ALTER COLUMN payload DROP NOT NULL;

-- Each row is deleted soon after it came, so the room is made free by the number of deletions, however large the table was, and at full speed.
ALTER TABLE outbox SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 10000, toast.autovacuum_vacuum_cost_delay = 0);
