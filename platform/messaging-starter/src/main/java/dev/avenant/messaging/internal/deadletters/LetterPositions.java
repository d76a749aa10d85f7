package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The one owner of the table {@code dead_letter_positions}: up to where the letters of each dead-letter topic have
 * their rows. A topic that was deleted and made again has another id, and is read from its beginning.
 */
final class LetterPositions {

    private final TablesSchema schema;
    private final JdbcTemplate jdbc;
    private final String group;
    private final String incarnation;

    LetterPositions(TablesSchema schema, JdbcTemplate jdbc, String group) {
        this.schema = schema;
        this.jdbc = jdbc;
        this.group = group;
        this.incarnation = schema.incarnation("dead_letter_positions");
    }

    /** Of the table; in another one, what was read before may have no rows. */
    String incarnation() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT " + incarnation, String.class));
    }

    /** The next offset to read in each partition in which there is one. */
    Map<Integer, Long> of(String topic, String topicId) {
        Map<Integer, Long> offsets = new HashMap<>();
        jdbc.query(
                schema.in("""
                SELECT topic_partition, next_offset FROM {schema}.dead_letter_positions
                WHERE consumer_group = ? AND topic = ? AND topic_id = ?
                """),
                row -> {
                    offsets.put(row.getInt(1), row.getLong(2));
                },
                group,
                topic,
                topicId);
        return offsets;
    }

    /**
     * All before these offsets have their rows, unless the table is another one by now. Of several processes the one that
     * has read most counts.
     */
    void reached(String topic, String topicId, Map<Integer, Long> offsets, String readFor) {
        List<Object[]> rows = offsets.entrySet().stream()
                .map(offset -> new Object[] {group, topic, offset.getKey(), topicId, offset.getValue(), readFor})
                .toList();
        jdbc.batchUpdate(schema.in("""
                INSERT INTO {schema}.dead_letter_positions AS old
                    (consumer_group, topic, topic_partition, topic_id, next_offset)
                SELECT ?, ?, ?, ?, ? WHERE ? = %s
                ON CONFLICT (consumer_group, topic, topic_partition) DO UPDATE
                SET topic_id = EXCLUDED.topic_id, next_offset = EXCLUDED.next_offset
                WHERE old.topic_id <> EXCLUDED.topic_id OR old.next_offset < EXCLUDED.next_offset
                """.formatted(incarnation)), rows);
    }
}
