package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The one owner of the table {@code outbox}. */
final class OutboxTable {

    private static final String CHANNEL = "avenant_outbox";

    /**
     * Has the transaction committed to the disk also where the database does not wait for that; otherwise one that dies could
     * forget what the relay has published meanwhile.
     */
    static final String DURABLE = """
            CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END
            """.strip();

    /**
     * The number that the next transaction gets, in a statement that has none itself. What a snapshot gives as its end is
     * no more than one behind the last that ended, and larger ones may run already; {@code age} counts from the next.
     */
    private static final String NEXT_NUMBER = "pg_snapshot_xmax(now)::text::bigint + age(pg_snapshot_xmax(now)::xid)";

    /**
     * The number of the oldest transaction that has begun to write to a table, or the next one where none has. Whoever writes
     * to it holds a lock of it from before he does until he ends. All that hold one now are seen, and some that have just
     * ended may be; so it tells of the next snapshot, and not of the statement's own.
     */
    private static final String OLDEST_WRITER = """
            %s - coalesce((WITH locks AS MATERIALIZED (SELECT * FROM pg_locks WHERE granted)
                           SELECT max(age(transactionid)) FROM locks
                           WHERE locktype = 'transactionid' AND virtualtransaction IN (
                               SELECT virtualtransaction FROM locks
                               WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND relation = '%s'::regclass
                                     AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))), 0)
            """.strip();

    /**
     * Has the rows read along the index, in their order. A table that is empty most of the time has no statistics for the
     * planner, or wrong ones; it would read and sort all rows of a topic for the first of them, again and again.
     */
    private static final String ALONG_THE_INDEX = "SET LOCAL enable_sort = off";

    private static final int KEY_LOCKS = 0x41_76_4F_62;
    private static final int KEY_LOCK_COUNT = 256;

    private final String table;
    private final String incarnation;
    private final String insert;
    private final String delete;
    private final String deleteAllBetween;
    private final String selectTopics;
    private final String selectBacklog;
    private final String selectSize;
    private final String oldestWriter;

    OutboxTable(TablesSchema schema) {
        this.table = schema.table("outbox");
        this.oldestWriter = OLDEST_WRITER.formatted(NEXT_NUMBER, table);
        this.incarnation = schema.incarnation("outbox");
        this.insert = """
                WITH key_order AS MATERIALIZED (SELECT pg_advisory_xact_lock(?, number) FROM unnest(?) AS number),
                     transaction_number AS MATERIALIZED (SELECT pg_current_xact_id(), %s)
                INSERT INTO %s (topic, message_key, payload, header_names, header_values)
                SELECT ?, ?, ?, ?, ? FROM (SELECT count(*) FROM key_order) AS locked, transaction_number
                """.formatted(DURABLE, table);
        this.delete = """
                WITH same AS MATERIALIZED (SELECT %s = ? AS is_same),
                     deleted AS (DELETE FROM %s USING same WHERE is_same AND topic = ? AND id = ANY (?))
                SELECT is_same FROM same
                """.formatted(incarnation, table);
        this.deleteAllBetween = delete.replace("id = ANY (?)", "id BETWEEN ? AND ?");
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
        this.selectSize = """
                SELECT count(*), coalesce(sum(octet_length(message_key) + coalesce(octet_length(payload), 0)), 0) FROM %s
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
     * the last one. They are copied, since a result set takes longer to read than Kafka to take the rows; and their bytes
     * are added up row by row only where all of them are too many, which takes longer than to read them. A connection on
     * which that fails is of no more use.
     */
    Batch next(Connection connection, Selection selection, BatchLimits limits) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        String topic = postgres.escapeLiteral(selection.source().topic());
        String query = """
                COPY (
                    WITH size AS MATERIALIZED (SELECT sum(bytes) AS bytes FROM %1$s)
                    SELECT pg_snapshot_xmin(now)::text::bigint, %2$s, %3$s,
                           CASE WHEN pg_snapshot_xmin(now)::text::bigint < %4$d THEN %5$s END,
                           convert_to(%6$s, 'UTF8'), NULL::bytea, NULL::text[], NULL::bytea[]
                    FROM pg_current_snapshot() AS now
                    UNION ALL
                    (SELECT id, NULL, NULL, NULL, message_key, payload, header_names, header_values
                     FROM %1$s WHERE (SELECT bytes FROM size) <= %7$d ORDER BY id)
                    UNION ALL
                    (SELECT id, NULL, NULL, NULL, message_key, payload, header_names, header_values
                     FROM (SELECT *, sum(bytes) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - bytes AS bytes_before
                           FROM %1$s WHERE (SELECT bytes FROM size) > %7$d) AS measured
                     WHERE bytes_before < %7$d ORDER BY id)
                ) TO STDOUT (FORMAT binary)
                """.formatted(
                        rows(selection, topic, limits.events()),
                        NEXT_NUMBER,
                        highestId(selection, topic),
                        selection.awaited(),
                        oldestWriter,
                        incarnation,
                        limits.bytes());
        connection.setAutoCommit(false);
        var unused = execute(connection, ALONG_THE_INDEX);
        Batch batch;
        try (BinaryCopy copy = new BinaryCopy(postgres, query)) {
            batch = batch(selection.source().topic(), copy);
        }
        connection.setAutoCommit(true);
        return batch;
    }

    /** The first rows in the order of their ids, as a part of a statement. */
    private String rows(Selection selection, String topic, int count) {
        return """
                (SELECT *, octet_length(message_key) + coalesce(octet_length(payload), 0) + pg_column_size(header_values) AS bytes
                 FROM %s
                 WHERE topic = '%s' AND id > %d AND id <> ALL ('{%s}'::bigint[]) AND message_key <> ALL (ARRAY[%s]::bytea[]) %s
                 ORDER BY id LIMIT %d) AS next
                """.formatted(
                        table,
                        topic,
                        selection.after(),
                        selection.withoutIds().stream().map(String::valueOf).collect(Collectors.joining(",")),
                        selection.withoutKeys().stream()
                                .map(key -> "decode('" + HexFormat.of().formatHex(key) + "', 'hex')")
                                .collect(Collectors.joining(",")),
                        withoutShards(selection.source().withoutShards()),
                        count);
    }

    /** Beside other shards' rows it is worth knowing that there are none behind them; otherwise it is null. */
    private String highestId(Selection selection, String topic) {
        return selection.source().withoutShards().isEmpty()
                ? "NULL::bigint"
                : "(SELECT max(id) FROM %s WHERE topic = '%s' AND id > %d)".formatted(table, topic, selection.after());
    }

    /** Named by what is left out, because the database takes that for most rows, and reads them in the order of their ids. */
    private static String withoutShards(Set<Integer> shards) {
        return shards.isEmpty()
                ? ""
                : "AND " + KeyShards.SQL + " <> ALL ('{"
                        + shards.stream().map(String::valueOf).collect(Collectors.joining(",")) + "}'::int[])";
    }

    /** One of the rows is the snapshot. */
    private static Batch batch(String topic, BinaryCopy copy) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        TransactionSnapshot snapshot = null;
        String incarnation = null;
        Long highest = null;
        while (copy.next()) {
            long number = Objects.requireNonNull(copy.readLong(), "each row begins with a number");
            Long next = copy.readLong();
            Long highestOfAll = copy.readLong();
            Long oldestWriter = copy.readLong();
            byte[] key = copy.readBytes();
            ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, key, copy.readBytes());
            String[] names = copy.readTexts();
            byte[][] values = copy.readByteArrays();
            if (next != null) {
                snapshot = new TransactionSnapshot(number, next, oldestWriter);
                incarnation = new String(Objects.requireNonNull(key), UTF_8);
                highest = highestOfAll;
                continue;
            }
            for (int i = 0; i < names.length; i++) {
                event.headers().add(names[i], values[i]);
            }
            rows.add(new OutboxRow(number, event));
        }
        Long last = rows.isEmpty()
                ? highest
                : Long.valueOf(rows.get(rows.size() - 1).id());
        return new Batch(
                rows,
                last,
                Objects.requireNonNull(snapshot, "a snapshot comes with the rows"),
                Objects.requireNonNull(incarnation, "and so does this"));
    }

    /**
     * Removes rows of a topic that Kafka acknowledged; false, and none is removed, when this is not the table that they were
     * read from. Where their ids have no gap, in which somebody may have committed a row since, the database need not look
     * for each.
     */
    boolean delete(Connection connection, String topic, long[] ids, String readFrom) throws SQLException {
        boolean isWithoutGap = ids[ids.length - 1] - ids[0] == ids.length - 1;
        try (PreparedStatement statement = connection.prepareStatement(isWithoutGap ? deleteAllBetween : delete)) {
            statement.setString(1, readFrom);
            statement.setString(2, topic);
            if (isWithoutGap) {
                statement.setLong(3, ids[0]);
                statement.setLong(4, ids[ids.length - 1]);
            } else {
                statement.setArray(3, connection.unwrap(PGConnection.class).createArrayOf("int8", ids));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Wakes whoever listens, without waiting for the disk: what was committed is there anyway. */
    static boolean notifyRelays(Connection connection) throws SQLException {
        return execute(
                connection, "SELECT set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', '')");
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

    /**
     * Whose rows.
     *
     * @param withoutShards the shards whose rows are another process's
     */
    record Source(String topic, Set<Integer> withoutShards) {}

    /**
     * Which of these rows.
     *
     * @param after the id behind which to begin
     * @param awaited a number; where a transaction runs that has a smaller one, it matters who of them writes to the table
     * @param withoutIds the rows that are left where they are
     * @param withoutKeys the keys whose rows are left where they are
     */
    record Selection(Source source, long after, long awaited, List<Long> withoutIds, List<byte[]> withoutKeys) {}

    /** How many rows there are, and how many bytes they hold. */
    Size size(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(selectSize)) {
            row.next();
            return new Size(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * Rows, and the snapshot of the database in which they were read.
     *
     * @param lastId up to which id there are no others; null when that is not known
     * @param incarnation in which table of which server; in another one the same ids are other rows
     */
    record Batch(List<OutboxRow> rows, @Nullable Long lastId, TransactionSnapshot snapshot, String incarnation) {}

    /** What the outbox holds; the bytes are those of keys and payloads. */
    record Size(long rows, long bytes) {}

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
     * @param oldestWriter when the next snapshot is taken, all before it have ended that had begun to write to the table; null
     *     when nobody looked
     */
    record TransactionSnapshot(
            long oldestRunning, long next, @Nullable Long oldestWriter) {}
}
