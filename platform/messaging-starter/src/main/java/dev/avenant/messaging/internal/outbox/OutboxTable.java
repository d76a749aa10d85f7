package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The one owner of the table {@code outbox}. */
final class OutboxTable {

    private static final String CHANNEL = "avenant_outbox";

    private static final int KEY_LOCKS = 0x41_76_4F_62;
    private static final int KEY_LOCK_COUNT = 256;

    private final String insert;
    private final String selectNext;
    private final String delete;
    private final String selectTopics;
    private final String selectBacklog;

    OutboxTable(TablesSchema schema) {
        String table = schema.table("outbox");
        this.insert = """
                WITH key_order AS MATERIALIZED (SELECT pg_advisory_xact_lock(?, number) FROM unnest(?) AS number),
                     transaction_number AS MATERIALIZED (SELECT pg_current_xact_id())
                INSERT INTO %s (topic, message_key, payload, header_names, header_values)
                SELECT ?, ?, ?, ?, ? FROM (SELECT count(*) FROM key_order) AS locked, transaction_number
                """.formatted(table);
        this.selectNext = """
                SELECT pg_snapshot_xmin(now)::text::bigint, pg_snapshot_xmax(now)::text::bigint,
                       id, message_key, payload, header_names, header_values
                FROM pg_current_snapshot() AS now
                LEFT JOIN (
                    SELECT *, sum(octet_length(payload)) OVER (ORDER BY id) - octet_length(payload) AS bytes_before
                    FROM (SELECT id, message_key, payload, header_names, header_values FROM %s
                          WHERE topic = ? AND id > ? AND message_key <> ALL (?) ORDER BY id LIMIT ?) AS next) AS measured
                ON bytes_before < ? ORDER BY id
                """.formatted(table);
        this.delete = "DELETE FROM %s WHERE topic = ? AND id = ANY (?)".formatted(table);
        this.selectTopics = """
                WITH RECURSIVE found AS (
                    SELECT min(topic) AS topic FROM %1$s
                    UNION ALL
                    SELECT (SELECT min(topic) FROM %1$s WHERE topic > found.topic)
                    FROM found WHERE found.topic IS NOT NULL)
                SELECT topic FROM found WHERE topic IS NOT NULL
                """.formatted(table);
        this.selectBacklog = """
                SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(appended_at)), 0) FROM %s
                """.formatted(table);
    }

    /**
     * Appends rows in the connection's transaction. Each key belongs to one of {@value #KEY_LOCK_COUNT} locks, which are
     * taken in their order and before any id, and held until the transaction ends; so the ids of a key follow the order
     * in which its transactions commit, and two transactions never wait for each other. The number of the transaction is
     * assigned before the ids too, which {@link ScanPosition} relies on.
     */
    void append(Connection connection, List<OutboxMessage> messages) throws SQLException {
        Integer[] locks =
                messages.stream().map(OutboxTable::keyLock).distinct().sorted().toArray(Integer[]::new);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (OutboxMessage message : messages) {
                statement.setInt(1, KEY_LOCKS);
                statement.setArray(2, connection.createArrayOf("int4", locks));
                set(statement, 3, message);
                statement.addBatch();
                locks = new Integer[0];
            }
            statement.executeBatch();
        }
    }

    /** Keeps every other transaction from appending until this one ends. */
    static void lockAllKeys(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT count(pg_advisory_xact_lock(?, number)) FROM generate_series(0, ?) AS number")) {
            statement.setInt(1, KEY_LOCKS);
            statement.setInt(2, KEY_LOCK_COUNT - 1);
            statement.execute();
        }
    }

    private static int keyLock(OutboxMessage message) {
        return Math.floorMod(31 * message.topic().hashCode() + Arrays.hashCode(message.key()), KEY_LOCK_COUNT);
    }

    private static void set(PreparedStatement statement, int from, OutboxMessage message) throws SQLException {
        Connection connection = statement.getConnection();
        Map<String, byte[]> headers = message.headers();
        statement.setString(from, message.topic());
        statement.setBytes(from + 1, message.key());
        statement.setBytes(from + 2, message.payload());
        statement.setArray(
                from + 3, connection.createArrayOf("text", headers.keySet().toArray(String[]::new)));
        statement.setArray(
                from + 4, connection.createArrayOf("bytea", headers.values().toArray(byte[][]::new)));
    }

    /**
     * The first rows of a topic in the order of their ids: no more than that many, and no more than that many bytes but for
     * the last one.
     *
     * @param after the id behind which to begin
     * @param withoutKeys the keys whose rows are left where they are
     */
    Batch next(Connection connection, String topic, long after, Collection<byte[]> withoutKeys, BatchLimits limits)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(selectNext)) {
            statement.setString(1, topic);
            statement.setLong(2, after);
            statement.setArray(3, connection.createArrayOf("bytea", withoutKeys.toArray(byte[][]::new)));
            statement.setInt(4, limits.events());
            statement.setLong(5, limits.bytes());
            try (ResultSet result = statement.executeQuery()) {
                return batch(topic, result);
            }
        }
    }

    private static Batch batch(String topic, ResultSet result) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        TransactionSnapshot snapshot = null;
        while (result.next()) {
            snapshot = new TransactionSnapshot(result.getLong(1), result.getLong(2));
            long id = result.getLong(3);
            if (!result.wasNull()) {
                ProducerRecord<byte[], byte[]> event =
                        new ProducerRecord<>(topic, result.getBytes(4), result.getBytes(5));
                headers(result).forEach((name, value) -> event.headers().add(name, value));
                rows.add(new OutboxRow(id, event));
            }
        }
        return new Batch(rows, Objects.requireNonNull(snapshot, "there is a row without an event when there is none"));
    }

    /** Removes rows of a topic that Kafka acknowledged. */
    void delete(Connection connection, String topic, List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, topic);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(OutboxRow::id).toArray()));
            statement.executeUpdate();
        }
    }

    /** Wakes whoever listens. */
    static boolean notifyRelays(Connection connection) throws SQLException {
        return execute(connection, "NOTIFY " + CHANNEL);
    }

    /** Has the connection hear of commits with new rows. */
    static boolean listen(Connection connection) throws SQLException {
        return execute(connection, "LISTEN " + CHANNEL);
    }

    /** Ends {@link #listen}. */
    static boolean unlisten(Connection connection) throws SQLException {
        return execute(connection, "UNLISTEN " + CHANNEL);
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    /** The topics that have rows, each found by one look into the index. */
    List<String> topics(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(selectTopics)) {
            List<String> topics = new ArrayList<>();
            while (rows.next()) {
                topics.add(rows.getString(1));
            }
            return topics;
        }
    }

    /** How many rows wait, and for how long the oldest of them does. */
    Backlog backlog(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(selectBacklog)) {
            row.next();
            return new Backlog(row.getLong(1), row.getDouble(2));
        }
    }

    private static Map<String, byte[]> headers(ResultSet row) throws SQLException {
        Array names = row.getArray(6);
        Array values = row.getArray(7);
        String[] nameTexts = (String[]) names.getArray();
        byte[][] valueBytes = (byte[][]) values.getArray();
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (int i = 0; i < nameTexts.length; i++) {
            headers.put(nameTexts[i], valueBytes[i]);
        }
        return headers;
    }

    /** Rows, and the snapshot of the database in which they were read. */
    record Batch(List<OutboxRow> rows, TransactionSnapshot snapshot) {}

    /** What waits in the outbox. */
    record Backlog(long rows, double oldestAgeSeconds) {}

    /**
     * What is read at a time.
     *
     * @param events how many at most
     * @param bytes how many bytes of payload at most, but for the last one's
     */
    record BatchLimits(int events, long bytes) {}

    /**
     * Numbers of transactions.
     *
     * @param oldestRunning all before it have ended
     * @param next none has this one yet
     */
    record TransactionSnapshot(long oldestRunning, long next) {}
}
