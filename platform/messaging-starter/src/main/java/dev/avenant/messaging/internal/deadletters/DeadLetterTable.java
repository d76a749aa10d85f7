package dev.avenant.messaging.internal.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The one owner of the table {@code dead_letters}: a row for each record that failed, however many letters it has,
 * and what became of it. The dead-letter topic can tell all of it again but what people decided.
 */
final class DeadLetterTable {

    private static final String COLUMNS = """
            id, state, topic || '/' || topic_partition || '/' || topic_offset AS origin,
            letter_partition, letter_offset, message_key, category, message, attempts, first_failed_at, changed_at
            """;
    private static final String IN_ORDER = " ORDER BY first_failed_at, letter_partition, letter_offset LIMIT ?";

    private final String table;
    private final JdbcTemplate inTransactions;
    private final JdbcTemplate jdbc;
    private final String group;

    /**
     * @param inTransactions takes part in the running transaction
     * @param jdbc for statements that stand alone: commits each, and ends each in limited time
     */
    DeadLetterTable(TablesSchema schema, JdbcTemplate inTransactions, JdbcTemplate jdbc, String group) {
        this.table = schema.table("dead_letters");
        this.inTransactions = inTransactions;
        this.jdbc = jdbc;
        this.group = group;
    }

    /**
     * A letter lies on the dead-letter topic: its record is open, unless the table knows of a later failure. Later is the
     * one with more attempts, whatever the clocks of the processes say, and that clock decides between two letters of one
     * attempt. Letters may come again, and in any order.
     */
    void stored(LetterRow row) {
        insert(jdbc, row, LetterState.OPEN, """
                letter_partition = EXCLUDED.letter_partition, letter_offset = EXCLUDED.letter_offset,
                category = EXCLUDED.category, message = EXCLUDED.message, state = EXCLUDED.state,
                attempts = EXCLUDED.attempts, failed_at = EXCLUDED.failed_at, changed_at = EXCLUDED.changed_at
                WHERE (old.attempts, old.failed_at) < (EXCLUDED.attempts, EXCLUDED.failed_at)
                """);
    }

    /** The record was handled, in the running transaction if there is one. */
    void resolved(LetterRow row) {
        JdbcTemplate current = TransactionSynchronizationManager.isActualTransactionActive() ? inTransactions : jdbc;
        insert(current, row.withoutPlace(), LetterState.RESOLVED, """
                state = EXCLUDED.state, changed_at = EXCLUDED.changed_at WHERE old.state <> EXCLUDED.state
                """);
    }

    private void insert(JdbcTemplate current, LetterRow row, LetterState state, String otherwise) {
        OffsetDateTime failedAt = row.failedAt().atOffset(ZoneOffset.UTC);
        current.update(
                """
                INSERT INTO %s AS old (id, consumer_group, topic, topic_partition, topic_offset,
                    letter_partition, letter_offset, message_key, category, message, state, attempts,
                    first_failed_at, failed_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
                ON CONFLICT (id) DO UPDATE SET
                """.formatted(table) + otherwise,
                row.id(),
                group,
                row.topic(),
                row.partition(),
                row.offset(),
                row.letterPartition(),
                row.letterOffset(),
                row.key(),
                row.category(),
                row.message(),
                state.text(),
                row.attempts(),
                failedAt,
                failedAt);
    }

    /** The letter at that place was put on the replay topic; nothing if its record failed or was handled meanwhile. */
    void replayed(UUID id, int letterPartition, long letterOffset) {
        jdbc.update("""
                UPDATE %s SET state = 'replayed', changed_at = clock_timestamp()
                WHERE id = ? AND letter_partition = ? AND letter_offset = ? AND state <> 'resolved'
                """.formatted(table), id, letterPartition, letterOffset);
    }

    /** Says that the record will never be handled, and answers whether there was one that waits. */
    boolean drop(UUID id) {
        return jdbc.update("""
                UPDATE %s SET state = 'dropped', changed_at = clock_timestamp()
                WHERE id = ? AND consumer_group = ? AND state IN ('open', 'replayed')
                """.formatted(table), id, group) == 1;
    }

    Optional<Found> find(UUID id) {
        return jdbc
                .query(
                        "SELECT " + COLUMNS + " FROM " + table + " WHERE id = ? AND consumer_group = ?",
                        FOUND,
                        id,
                        group)
                .stream()
                .findFirst();
    }

    /** The oldest first. */
    List<Found> find(LetterFilter filter, int limit) {
        List<Object> values = new ArrayList<>(filter.values(group));
        values.add(limit);
        return jdbc.query(
                "SELECT " + COLUMNS + " FROM " + table + " WHERE " + filter.condition() + IN_ORDER,
                FOUND,
                values.toArray());
    }

    /** How many there are in each state. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (LetterState state : LetterState.values()) {
            counts.put(state.text(), 0L);
        }
        jdbc.query(
                "SELECT state, count(*) FROM " + table + " WHERE consumer_group = ? GROUP BY state",
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                },
                group);
        return counts;
    }

    /**
     * A row with the place of its newest letter.
     *
     * @param topic the topic on which the record was published first
     */
    record Found(LetterView view, String topic, int letterPartition, long letterOffset) {}

    private static final RowMapper<Found> FOUND = (row, number) -> found(row);

    private static Found found(ResultSet row) throws SQLException {
        byte[] key = row.getBytes("message_key");
        String origin = row.getString("origin");
        int partition = row.getInt("letter_partition");
        long offset = row.getLong("letter_offset");
        LetterView view = new LetterView(
                row.getObject("id", UUID.class),
                row.getString("state"),
                origin,
                partition + ":" + offset,
                key == null ? null : new String(key, UTF_8),
                row.getString("category"),
                row.getString("message"),
                row.getInt("attempts"),
                row.getObject("first_failed_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
        return new Found(view, origin.substring(0, origin.indexOf('/')), partition, offset);
    }
}
