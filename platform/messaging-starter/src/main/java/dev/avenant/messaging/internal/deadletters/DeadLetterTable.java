package dev.avenant.messaging.internal.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.DropMarker;
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

    /** What {@link #FOUND} reads. */
    static final String COLUMNS = """
            id, state, topic || '/' || topic_partition || '/' || topic_offset AS origin,
            letter_partition, letter_offset, message_key, category, message, attempts, first_failed_at, changed_at
            """;

    private static final String INSERT = """
            INSERT INTO {schema}.dead_letters AS old (id, consumer_group, topic, topic_partition, topic_offset,
                letter_partition, letter_offset, message_key, category, message, state, attempts,
                first_failed_at, failed_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET claim = NULL, claimed_until = NULL,
                state = EXCLUDED.state, changed_at = EXCLUDED.changed_at
            """;
    private static final String RESOLVED = " WHERE old.state <> EXCLUDED.state";
    private static final String LATER = """
            , letter_partition = EXCLUDED.letter_partition, letter_offset = EXCLUDED.letter_offset,
            category = EXCLUDED.category, message = EXCLUDED.message,
            attempts = EXCLUDED.attempts, failed_at = EXCLUDED.failed_at
            WHERE (old.attempts, old.failed_at) < (EXCLUDED.attempts, EXCLUDED.failed_at)
            """;
    private static final String IN_ORDER = " ORDER BY first_failed_at, letter_partition, letter_offset LIMIT ?";

    private final TablesSchema schema;
    private final JdbcTemplate inTransactions;
    private final JdbcTemplate jdbc;
    private final String group;

    /**
     * @param inTransactions takes part in the running transaction
     * @param jdbc for statements that stand alone: commits each, and ends each in limited time
     */
    DeadLetterTable(TablesSchema schema, JdbcTemplate inTransactions, JdbcTemplate jdbc, String group) {
        this.schema = schema;
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
        stored(List.of(row));
    }

    /** The same of each of these, all or none. */
    void stored(List<LetterRow> rows) {
        jdbc.batchUpdate(
                schema.in(INSERT + LATER),
                rows.stream().map(row -> values(row, row.state())).toList());
    }

    /** The record was handled, in the running transaction if there is one. */
    void resolved(LetterRow row) {
        JdbcTemplate current = TransactionSynchronizationManager.isActualTransactionActive() ? inTransactions : jdbc;
        current.update(schema.in(INSERT + RESOLVED), values(row.withoutPlace(), LetterState.RESOLVED));
    }

    private Object[] values(LetterRow row, LetterState state) {
        OffsetDateTime failedAt = row.failedAt().atOffset(ZoneOffset.UTC);
        return new Object[] {
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
            failedAt
        };
    }

    /**
     * Says that the record will never be handled, unless it was or has failed again since, and who decided so; answers
     * whether there was one that waits. A drop that is known already says nothing of a replay after it.
     */
    boolean drop(DropMarker marker) {
        return jdbc.update(
                        schema.in("""
                        WITH dropped AS (
                            UPDATE {schema}.dead_letters
                            SET state = 'dropped', changed_at = clock_timestamp(), claim = NULL, claimed_until = NULL
                            WHERE id = ? AND consumer_group = ? AND state IN ('open', 'parked', 'replayed') AND attempts <= ?
                              AND NOT EXISTS (
                                SELECT 1 FROM {schema}.dead_letter_actions
                                WHERE letter_id = dead_letters.id AND action = 'drop' AND acted_at = ?)
                            RETURNING id)
                        INSERT INTO {schema}.dead_letter_actions
                            (consumer_group, letter_id, action, principal, details, acted_at)
                        SELECT ?, id, 'drop', ?, ?, ? FROM dropped
                        """),
                        marker.id(),
                        group,
                        marker.attempt(),
                        marker.at().atOffset(ZoneOffset.UTC),
                        group,
                        marker.by(),
                        marker.reason(),
                        marker.at().atOffset(ZoneOffset.UTC))
                == 1;
    }

    Optional<Found> find(UUID id) {
        return jdbc
                .query(
                        schema.in("SELECT " + COLUMNS
                                + " FROM {schema}.dead_letters WHERE id = ? AND consumer_group = ?"),
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
                schema.in("SELECT " + COLUMNS + " FROM {schema}.dead_letters WHERE " + filter.condition() + IN_ORDER),
                FOUND,
                values.toArray());
    }

    /** How many the filter means. */
    int count(LetterFilter filter) {
        Integer count = jdbc.queryForObject(
                schema.in("SELECT count(*) FROM {schema}.dead_letters WHERE " + filter.condition()),
                Integer.class,
                filter.values(group).toArray());
        return count == null ? 0 : count;
    }

    /** How many there are in each state. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (LetterState state : LetterState.values()) {
            counts.put(state.text(), 0L);
        }
        jdbc.query(
                schema.in("SELECT state, count(*) FROM {schema}.dead_letters WHERE consumer_group = ? GROUP BY state"),
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
    record Found(LetterView view, String topic, int letterPartition, long letterOffset) {

        UUID id() {
            return view.id();
        }
    }

    static final RowMapper<Found> FOUND = (row, number) -> found(row);

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
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                List.of());
        return new Found(view, origin.substring(0, origin.indexOf('/')), partition, offset);
    }
}
