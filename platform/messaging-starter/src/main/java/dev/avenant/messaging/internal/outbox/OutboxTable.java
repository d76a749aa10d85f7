package dev.avenant.messaging.internal.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The one owner of the table {@code avenant.outbox}. */
final class OutboxTable {

    /** What a commit with new rows notifies. */
    static final String CHANNEL = "avenant_outbox";

    private static final int KEY_LOCKS = 0x41_76_4F_62;

    private OutboxTable() {}

    /**
     * Appends a row in the connection's transaction. The lock on the key is taken before the id, and held until the
     * transaction ends, so the ids of a key follow the order in which its transactions commit.
     */
    static void append(Connection connection, OutboxMessage message) throws SQLException {
        String topic = message.topic();
        byte[] key = message.key();
        Map<String, byte[]> headers = message.headers();
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH key_order AS MATERIALIZED (SELECT pg_advisory_xact_lock(?, ?)),
                     appended AS (
                         INSERT INTO avenant.outbox (topic, message_key, payload, header_names, header_values)
                         SELECT ?, ?, ?, ?, ? FROM key_order
                         RETURNING id)
                SELECT pg_notify('avenant_outbox', '') FROM appended
                """)) {
            statement.setInt(1, KEY_LOCKS);
            statement.setInt(2, 31 * topic.hashCode() + Arrays.hashCode(key));
            statement.setString(3, topic);
            statement.setBytes(4, key);
            statement.setBytes(5, message.payload());
            statement.setArray(
                    6, connection.createArrayOf("text", headers.keySet().toArray(String[]::new)));
            statement.setArray(
                    7, connection.createArrayOf("bytea", headers.values().toArray(byte[][]::new)));
            statement.execute();
        }
    }

    /** The oldest rows in the order of their ids, without those of the given topics. */
    static List<OutboxRow> oldest(Connection connection, int limit, Collection<String> withoutTopics)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id, topic, message_key, payload, header_names, header_values
                FROM avenant.outbox WHERE topic <> ALL (?) ORDER BY id LIMIT ?
                """)) {
            statement.setArray(1, connection.createArrayOf("text", withoutTopics.toArray()));
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<OutboxRow> result = new ArrayList<>();
                while (rows.next()) {
                    ProducerRecord<byte[], byte[]> event =
                            new ProducerRecord<>(rows.getString(2), rows.getBytes(3), rows.getBytes(4));
                    headers(rows).forEach((name, value) -> event.headers().add(name, value));
                    result.add(new OutboxRow(rows.getLong(1), event));
                }
                return result;
            }
        }
    }

    /** Removes rows that Kafka acknowledged. */
    static void delete(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM avenant.outbox WHERE id = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** How many rows wait, and for how long the oldest of them does. */
    static Backlog backlog(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(appended_at)), 0)
                        FROM avenant.outbox
                        """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Backlog(row.getLong(1), row.getDouble(2));
        }
    }

    private static Map<String, byte[]> headers(ResultSet row) throws SQLException {
        Array names = row.getArray(5);
        Array values = row.getArray(6);
        String[] nameTexts = (String[]) names.getArray();
        byte[][] valueBytes = (byte[][]) values.getArray();
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (int i = 0; i < nameTexts.length; i++) {
            headers.put(nameTexts[i], valueBytes[i]);
        }
        return headers;
    }

    /** What waits in the outbox. */
    record Backlog(long rows, double oldestAgeSeconds) {}
}
