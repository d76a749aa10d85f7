-- Up to where the letters of a dead-letter topic have their rows.
CREATE TABLE dead_letter_positions (
    consumer_group  text    NOT NULL,
    topic           text    NOT NULL,
    topic_partition integer NOT NULL,
    topic_id        text    NOT NULL,
    next_offset     bigint  NOT NULL,
    PRIMARY KEY (consumer_group, topic, topic_partition)
);

-- Who did what with dead letters, and when. Without a letter: with all those that the details describe.
CREATE TABLE dead_letter_actions (
    id             bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer_group text        NOT NULL,
    letter_id      uuid,
    action         text        NOT NULL CHECK (action IN ('replay', 'edit', 'drop')),
    principal      text,
    details        text,
    acted_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX dead_letter_actions_letter ON dead_letter_actions (letter_id, id) WHERE letter_id IS NOT NULL;
