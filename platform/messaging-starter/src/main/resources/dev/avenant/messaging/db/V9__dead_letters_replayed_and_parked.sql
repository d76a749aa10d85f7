-- Events of a key that has a dead letter may wait behind it, as parked ones.
ALTER TABLE dead_letters DROP CONSTRAINT dead_letters_state_check;
ALTER TABLE dead_letters ADD CONSTRAINT dead_letters_state_check
    CHECK (state IN ('open', 'parked', 'replayed', 'resolved', 'dropped'));

-- Who is about to put the letter on the replay topic: the id of a replay, or of one step of a process. Whatever else happens to the letter ends it.
ALTER TABLE dead_letters ADD COLUMN claim uuid, ADD COLUMN claimed_until timestamptz;

CREATE INDEX dead_letters_claim ON dead_letters (claim, first_failed_at) WHERE claim IS NOT NULL;
CREATE INDEX dead_letters_unresolved ON dead_letters (consumer_group, topic, message_key, topic_partition, topic_offset)
    WHERE state IN ('open', 'parked', 'replayed');

-- A replay of many letters, which outlives the process that was told to do it. One runs at a time in a group.
CREATE TABLE dead_letter_replays (
    id             uuid             PRIMARY KEY,
    consumer_group text             NOT NULL,
    per_second     double precision NOT NULL,
    letters        integer          NOT NULL,
    replayed       integer          NOT NULL DEFAULT 0,
    failure        text,
    holder         uuid,
    held_until     timestamptz,
    begun_at       timestamptz      NOT NULL DEFAULT clock_timestamp(),
    ended_at       timestamptz
);

CREATE UNIQUE INDEX dead_letter_replays_running ON dead_letter_replays (consumer_group) WHERE ended_at IS NULL;
CREATE INDEX dead_letter_replays_begun ON dead_letter_replays (consumer_group, begun_at);
