package dev.avenant.messaging.internal.tables;

import java.util.List;

/**
 * A column, the primary key or a unique index of a table. Other indexes make statements quick and no more, so nobody is asked
 * for them.
 *
 * @param script which one makes it; of several the last
 * @param name the column's, {@value #PRIMARY_KEY} or {@value #UNIQUE_INDEX}
 * @param definition the column's type and what else is known of it, or the columns of the key or the index, and its condition
 */
record TablePart(String script, String table, String name, String definition) {

    static final String PRIMARY_KEY = "PRIMARY KEY";
    static final String UNIQUE_INDEX = "UNIQUE INDEX";

    private static final String V1 = "V1__outbox_and_inbox.sql";
    private static final String V2 = "V2__content_of_inbox_messages.sql";
    private static final String V3 = "V3__outbox_by_topic.sql";
    private static final String V5 = "V5__dead_letters.sql";
    private static final String V6 = "V6__outbox_tombstones_and_vacuum.sql";
    private static final String V9 = "V9__dead_letters_replayed_and_parked.sql";
    private static final String V10 = "V10__dead_letter_positions_and_actions.sql";
    private static final String V11 = "V11__outbox_lease_by_shard.sql";

    /** What the scripts make. A later line for the same part counts instead of an earlier one. */
    static final List<TablePart> ALL = List.of(
            new TablePart(V1, "outbox", "id", "bigint NOT NULL DEFAULT"),
            new TablePart(V1, "outbox", "topic", "text NOT NULL"),
            new TablePart(V1, "outbox", "message_key", "bytea NOT NULL"),
            new TablePart(V1, "outbox", "payload", "bytea NOT NULL"),
            new TablePart(V1, "outbox", "header_names", "text[] NOT NULL"),
            new TablePart(V1, "outbox", "header_values", "bytea[] NOT NULL"),
            new TablePart(V1, "outbox", "appended_at", "timestamp with time zone NOT NULL DEFAULT"),
            new TablePart(V1, "outbox", PRIMARY_KEY, "(id)"),
            new TablePart(V1, "inbox", "consumer_group", "text NOT NULL"),
            new TablePart(V1, "inbox", "source", "text NOT NULL"),
            new TablePart(V1, "inbox", "message_id", "text NOT NULL"),
            new TablePart(V1, "inbox", "handled_at", "timestamp with time zone NOT NULL DEFAULT"),
            new TablePart(V1, "inbox", PRIMARY_KEY, "(consumer_group, source, message_id)"),
            new TablePart(V2, "inbox", "content_hash", "text"),
            new TablePart(V3, "outbox", PRIMARY_KEY, "(topic, id)"),
            new TablePart(V3, "outbox_lease", "topic", "text NOT NULL"),
            new TablePart(V3, "outbox_lease", "producer_id", "uuid NOT NULL DEFAULT"),
            new TablePart(V3, "outbox_lease", "holder", "uuid NOT NULL"),
            new TablePart(V3, "outbox_lease", "expires_at", "timestamp with time zone NOT NULL"),
            new TablePart(V3, "outbox_lease", "progressed_at", "timestamp with time zone NOT NULL DEFAULT"),
            new TablePart(V3, "outbox_lease", PRIMARY_KEY, "(topic)"),
            new TablePart(V5, "dead_letters", "id", "uuid NOT NULL"),
            new TablePart(V5, "dead_letters", "consumer_group", "text NOT NULL"),
            new TablePart(V5, "dead_letters", "topic", "text NOT NULL"),
            new TablePart(V5, "dead_letters", "topic_partition", "integer NOT NULL"),
            new TablePart(V5, "dead_letters", "topic_offset", "bigint NOT NULL"),
            new TablePart(V5, "dead_letters", "letter_partition", "integer NOT NULL"),
            new TablePart(V5, "dead_letters", "letter_offset", "bigint NOT NULL"),
            new TablePart(V5, "dead_letters", "message_key", "bytea"),
            new TablePart(V5, "dead_letters", "category", "text NOT NULL"),
            new TablePart(V5, "dead_letters", "message", "text NOT NULL"),
            new TablePart(V5, "dead_letters", "state", "text NOT NULL"),
            new TablePart(V5, "dead_letters", "attempts", "integer NOT NULL"),
            new TablePart(V5, "dead_letters", "first_failed_at", "timestamp with time zone NOT NULL"),
            new TablePart(V5, "dead_letters", "failed_at", "timestamp with time zone NOT NULL"),
            new TablePart(V5, "dead_letters", "changed_at", "timestamp with time zone NOT NULL"),
            new TablePart(V5, "dead_letters", PRIMARY_KEY, "(id)"),
            new TablePart(V6, "outbox", "payload", "bytea"),
            new TablePart(V9, "dead_letters", "claim", "uuid"),
            new TablePart(V9, "dead_letters", "claimed_until", "timestamp with time zone"),
            new TablePart(V9, "dead_letter_replays", "id", "uuid NOT NULL"),
            new TablePart(V9, "dead_letter_replays", "consumer_group", "text NOT NULL"),
            new TablePart(V9, "dead_letter_replays", "per_second", "double precision NOT NULL"),
            new TablePart(V9, "dead_letter_replays", "letters", "integer NOT NULL"),
            new TablePart(V9, "dead_letter_replays", "replayed", "integer NOT NULL DEFAULT"),
            new TablePart(V9, "dead_letter_replays", "failure", "text"),
            new TablePart(V9, "dead_letter_replays", "holder", "uuid"),
            new TablePart(V9, "dead_letter_replays", "held_until", "timestamp with time zone"),
            new TablePart(V9, "dead_letter_replays", "begun_at", "timestamp with time zone NOT NULL DEFAULT"),
            new TablePart(V9, "dead_letter_replays", "ended_at", "timestamp with time zone"),
            new TablePart(V9, "dead_letter_replays", PRIMARY_KEY, "(id)"),
            new TablePart(V9, "dead_letter_replays", UNIQUE_INDEX, "(consumer_group) WHERE (ended_at IS NULL)"),
            new TablePart(V10, "dead_letter_positions", "consumer_group", "text NOT NULL"),
            new TablePart(V10, "dead_letter_positions", "topic", "text NOT NULL"),
            new TablePart(V10, "dead_letter_positions", "topic_partition", "integer NOT NULL"),
            new TablePart(V10, "dead_letter_positions", "topic_id", "text NOT NULL"),
            new TablePart(V10, "dead_letter_positions", "next_offset", "bigint NOT NULL"),
            new TablePart(V10, "dead_letter_positions", PRIMARY_KEY, "(consumer_group, topic, topic_partition)"),
            new TablePart(V10, "dead_letter_actions", "id", "bigint NOT NULL DEFAULT"),
            new TablePart(V10, "dead_letter_actions", "consumer_group", "text NOT NULL"),
            new TablePart(V10, "dead_letter_actions", "letter_id", "uuid"),
            new TablePart(V10, "dead_letter_actions", "action", "text NOT NULL"),
            new TablePart(V10, "dead_letter_actions", "principal", "text"),
            new TablePart(V10, "dead_letter_actions", "details", "text"),
            new TablePart(V10, "dead_letter_actions", "acted_at", "timestamp with time zone NOT NULL DEFAULT"),
            new TablePart(V10, "dead_letter_actions", PRIMARY_KEY, "(id)"),
            new TablePart(V11, "outbox_lease", "producer_id", "text"),
            new TablePart(V11, "outbox_lease", "shard", "integer NOT NULL"),
            new TablePart(V11, "outbox_lease", PRIMARY_KEY, "(topic, shard)"),
            new TablePart(V11, "outbox_relays", "topic", "text NOT NULL"),
            new TablePart(V11, "outbox_relays", "holder", "uuid NOT NULL"),
            new TablePart(V11, "outbox_relays", "expires_at", "timestamp with time zone NOT NULL"),
            new TablePart(V11, "outbox_relays", PRIMARY_KEY, "(topic, holder)"));

    /** Which part it is, whatever it is made of; an index is what it is made of, since others may be beside it. */
    String path() {
        return table + "." + name + (name.equals(UNIQUE_INDEX) ? " " + definition : "");
    }

    /** How a message speaks of it. */
    String describe(TablesSchema schema) {
        String qualified = schema.name() + "." + table;
        return switch (name) {
            case PRIMARY_KEY -> "primary key of " + qualified;
            case UNIQUE_INDEX -> "unique index of " + qualified;
            default -> "column " + qualified + "." + name;
        };
    }
}
