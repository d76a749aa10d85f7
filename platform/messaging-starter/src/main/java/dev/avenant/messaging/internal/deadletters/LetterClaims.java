package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Who is about to put which letters on the replay topic, in columns of {@code dead_letters}. A claim keeps others
 * from sending the letter as well, and ends with its time, or with whatever else happens to the letter meanwhile: then what
 * its owner says of the letter counts no more.
 */
final class LetterClaims {

    /** Longer than Kafka's producer tries to send what a step sends. */
    private static final String TERM = "interval '1 minute'";

    private static final String IS_FREE = " AND (claim IS NULL OR claimed_until < clock_timestamp()) ";

    private final TablesSchema schema;
    private final JdbcTemplate jdbc;
    private final String group;

    LetterClaims(TablesSchema schema, JdbcTemplate jdbc, String group) {
        this.schema = schema;
        this.jdbc = jdbc;
        this.group = group;
    }

    /** Claims one letter for somebody who replays it, and answers whether it was free and still at its place. */
    boolean claim(UUID claim, DeadLetterTable.Found letter, LetterAction action) {
        return jdbc.update(
                        schema.in("""
                        WITH claimed AS (
                            UPDATE {schema}.dead_letters SET claim = ?, claimed_until = clock_timestamp() + %s
                            WHERE id = ? AND letter_partition = ? AND letter_offset = ? AND state = ? %s RETURNING id)
                        INSERT INTO {schema}.dead_letter_actions (consumer_group, letter_id, action, principal, details)
                        SELECT ?, id, ?, ?, ? FROM claimed
                        """.formatted(TERM, IS_FREE)),
                        claim,
                        letter.id(),
                        letter.letterPartition(),
                        letter.letterOffset(),
                        letter.view().state(),
                        group,
                        action.action(),
                        action.principal(),
                        action.details())
                == 1;
    }

    /**
     * Claims parked letters before which no record of their key fails, is on its way or claimed, in the order of records.
     * Those that another process claims at the same time are left to it.
     */
    List<DeadLetterTable.Found> claimReleased(UUID claim, int limit) {
        jdbc.update(schema.in("""
                UPDATE {schema}.dead_letters SET claim = ?, claimed_until = clock_timestamp() + %s
                WHERE id IN (
                    SELECT id FROM {schema}.dead_letters AS parked
                    WHERE consumer_group = ? AND state = 'parked' %s AND NOT EXISTS (
                        SELECT 1 FROM {schema}.dead_letters AS before
                        WHERE before.consumer_group = parked.consumer_group AND before.topic = parked.topic
                          AND before.message_key = parked.message_key
                          AND (before.state IN ('open', 'replayed')
                            OR before.state = 'parked' AND before.claimed_until >= clock_timestamp())
                          AND (before.topic_partition, before.topic_offset)
                            < (parked.topic_partition, parked.topic_offset))
                    ORDER BY topic, topic_partition, topic_offset LIMIT ? FOR UPDATE SKIP LOCKED)
                """.formatted(TERM, IS_FREE)), claim, group, limit);
        return jdbc.query(
                schema.in("SELECT " + DeadLetterTable.COLUMNS
                        + " FROM {schema}.dead_letters WHERE claim = ? ORDER BY topic, topic_partition, topic_offset"),
                DeadLetterTable.FOUND,
                claim);
    }

    /** The oldest letters of a claim. */
    List<DeadLetterTable.Found> of(UUID claim, int limit) {
        return jdbc.query(
                schema.in("SELECT " + DeadLetterTable.COLUMNS + " FROM {schema}.dead_letters WHERE claim = ?"
                        + " ORDER BY first_failed_at, topic_partition, topic_offset LIMIT ?"),
                DeadLetterTable.FOUND,
                claim,
                limit);
    }

    /** The letters are on the replay topic; nothing of those whose claim ended meanwhile. */
    void replayed(UUID claim, Collection<UUID> letters) {
        jdbc.update(schema.in("""
                UPDATE {schema}.dead_letters
                SET state = 'replayed', changed_at = clock_timestamp(), claim = NULL, claimed_until = NULL
                WHERE claim = ? AND id = ANY (?::uuid[])
                """), claim, texts(letters));
    }

    /** The letters stay as they are. */
    void release(UUID claim, Collection<UUID> letters) {
        if (!letters.isEmpty()) {
            jdbc.update(
                    schema.in(
                            "UPDATE {schema}.dead_letters SET claim = NULL, claimed_until = NULL WHERE claim = ? AND id = ANY (?::uuid[])"),
                    claim,
                    texts(letters));
        }
    }

    /** As an array that the database's driver knows. */
    static String[] texts(Collection<UUID> letters) {
        return letters.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** The earliest record of that key before that place that is not handled yet; null when there is none. */
    @Nullable
    UUID unresolvedBefore(String topic, int partition, long offset, byte[] key) {
        return jdbc.queryForList(schema.in("""
                        SELECT id FROM {schema}.dead_letters
                        WHERE consumer_group = ? AND topic = ? AND message_key = ?
                          AND state IN ('open', 'parked', 'replayed') AND (topic_partition, topic_offset) < (?, ?)
                        ORDER BY topic_partition, topic_offset LIMIT 1
                        """), UUID.class, group, topic, key, partition, offset).stream()
                .findFirst()
                .orElse(null);
    }

    /** The record has come from the replay topic and waits on; answers whether the table knows of its letter. */
    boolean parkAgain(UUID id) {
        return jdbc.update(schema.in("""
                UPDATE {schema}.dead_letters
                SET state = 'parked', changed_at = clock_timestamp(), claim = NULL, claimed_until = NULL
                WHERE id = ? AND consumer_group = ? AND letter_offset >= 0 AND state IN ('open', 'parked', 'replayed')
                """), id, group) == 1;
    }
}
