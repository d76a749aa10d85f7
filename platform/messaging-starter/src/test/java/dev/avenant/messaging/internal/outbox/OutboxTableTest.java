package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.internal.outbox.OutboxTable.Batch;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.outbox.OutboxTable.Selection;
import dev.avenant.messaging.internal.outbox.OutboxTable.Source;
import dev.avenant.messaging.internal.outbox.OutboxTable.TransactionSnapshot;
import dev.avenant.messaging.internal.tables.TableScripts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class OutboxTableTest {

    /** Half of the first byte of its SHA-256, which is ca. */
    private static final int SHARD_OF_A = 0xca % 16;

    private static final BatchLimits LIMITS = new BatchLimits(100, 1_000_000);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private Connection database;

    @BeforeEach
    void makeTables() throws SQLException {
        database = DriverManager.getConnection(stack.newDatabase());
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE SCHEMA avenant; SET search_path TO avenant");
            statement.execute(TableScripts.joined());
            statement.execute("INSERT INTO outbox (topic, message_key, payload, header_names, header_values)"
                    + " SELECT 'orders', convert_to(key, 'UTF8'), '', '{}', '{}'"
                    + " FROM unnest(ARRAY['a', 'b', 'a', 'c']) AS key");
        }
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void readsTheRowsOfAllShards() throws SQLException {
        Batch batch = read(Set.of(), 0);

        assertThat(keys(batch)).containsExactly("a", "b", "a", "c");
        assertThat(batch.lastId()).isEqualTo(4);
    }

    @Test
    void readsTheRowsOfSomeShards() throws SQLException {
        assertThat(keys(read(KeyShards.without(Set.of(SHARD_OF_A)), 0))).containsExactly("a", "a");
        assertThat(keys(read(Set.of(SHARD_OF_A), 0))).containsExactly("b", "c");
    }

    @Test
    void saysUpToWhichIdThereAreOnlyRowsOfOtherShards() throws SQLException {
        assertThat(read(KeyShards.without(Set.of(SHARD_OF_A)), 3))
                .satisfies(batch -> assertThat(batch.rows()).isEmpty())
                .satisfies(batch -> assertThat(batch.lastId()).isEqualTo(4));
        assertThat(read(KeyShards.without(Set.of(SHARD_OF_A)), 0).lastId()).isEqualTo(3);
        assertThat(read(Set.of(), 4).lastId()).isNull();
    }

    /** As it is most of the time, and then comes a backlog. */
    @Test
    void readsNoMoreOfTheTableThanItIsAskedForAlsoWhenItWasEmptyWhenTheDatabaseLookedAtItLast() throws SQLException {
        int rows = 20_000;
        try (Statement statement = database.createStatement()) {
            statement.execute("ALTER TABLE outbox SET (autovacuum_enabled = false); TRUNCATE outbox; ANALYZE outbox");
            statement.execute("INSERT INTO outbox (topic, message_key, payload, header_names, header_values)"
                    + " SELECT 'orders', convert_to('a', 'UTF8'), '', '{}', '{}' FROM generate_series(1, " + rows
                    + ")");
            long before = entriesRead(statement);

            Batch batch = read(Set.of(), 0);

            assertThat(batch.rows()).hasSize(100);
            assertThat(entriesRead(statement) - before).isBetween(100L, 1_000L);
        }
    }

    /** How many entries of the table's index were read. */
    private static long entriesRead(Statement statement) throws SQLException {
        statement.execute("SELECT pg_stat_force_next_flush()");
        try (ResultSet row = statement.executeQuery("SELECT sum(idx_tup_read) FROM pg_stat_user_indexes"
                + " WHERE schemaname = 'avenant' AND relname = 'outbox'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void readsRowsUpToTheFirstBehindWhichTheyAreTooManyBytes() throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("UPDATE outbox SET payload = convert_to(repeat('x', 1000), 'UTF8')");
        }
        long four = 4 * 1_000 + 200;

        assertThat(read(new BatchLimits(100, four)).rows()).hasSize(4);
        assertThat(read(new BatchLimits(100, 2_000)).rows()).hasSize(2);
        assertThat(read(new BatchLimits(100, 1)).rows()).hasSize(1);
        assertThat(read(new BatchLimits(3, four)).rows()).hasSize(3);
    }

    @Test
    void deletesTheRowsThatWereReadAndNoneThatCameBetweenThem() throws SQLException {
        String incarnation = read(Set.of(), 0).incarnation();
        try (Statement statement = database.createStatement()) {
            statement.execute("UPDATE outbox SET topic = 'payments' WHERE id = 3");
        }

        boolean withAGap = RelayFixture.TABLE.delete(database, "orders", new long[] {1, 4}, incarnation);
        List<Long> left = ids();
        boolean without = RelayFixture.TABLE.delete(database, "orders", new long[] {2, 3}, incarnation);

        assertThat(withAGap).isTrue();
        assertThat(left).containsExactly(2L, 3L);
        assertThat(without).isTrue();
        assertThat(ids()).containsExactly(3L);
    }

    @Test
    void deletesNothingOfAnotherTableThanTheOneThatWasRead() throws SQLException {
        assertThat(RelayFixture.TABLE.delete(database, "orders", new long[] {1, 2}, "another"))
                .isFalse();
        assertThat(RelayFixture.TABLE.delete(database, "orders", new long[] {1, 3}, "another"))
                .isFalse();

        assertThat(ids()).containsExactly(1L, 2L, 3L, 4L);
    }

    private List<Long> ids() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM outbox ORDER BY id")) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    @Test
    void hasTheTransactionCommittedToTheDiskAlsoWhereTheDatabaseDoesNotWaitForThat() throws SQLException {
        assertThat(settingAfterAppend("off")).isEqualTo("on");
        assertThat(settingAfterAppend("remote_apply")).isEqualTo("remote_apply");
    }

    @Test
    void givesATransactionItsNumberBeforeItsIds() throws SQLException {
        try (Statement statement = database.createStatement()) {
            // A default is computed as the id is, before anything is written.
            statement.execute(
                    "ALTER TABLE outbox ALTER COLUMN appended_at"
                            + " SET DEFAULT 'epoch'::timestamptz + pg_current_xact_id_if_assigned()::text::bigint * interval '1 s'");
            RelayFixture.TABLE.append(database, List.of(message(1)));

            try (ResultSet row =
                    statement.executeQuery("SELECT extract(epoch FROM appended_at)::bigint::text = xmin::text"
                            + " FROM outbox ORDER BY id DESC LIMIT 1")) {
                row.next();
                assertThat(row.getBoolean(1)).isTrue();
            }
        }
    }

    @Test
    void saysWhichTransactionsMayStillRunAlsoOfThoseThatBeganAfterTheLastThatEnded() throws SQLException {
        try (Connection other =
                DriverManager.getConnection(database.getMetaData().getURL())) {
            other.setAutoCommit(false);
            long running = numberOf(other);
            TransactionSnapshot whileItRuns = read(Set.of(), 0).snapshot();
            other.rollback();

            assertThat(whileItRuns.oldestRunning()).isLessThanOrEqualTo(running);
            assertThat(whileItRuns.next()).isGreaterThan(running);
            // Transactions of all databases count, those of other tests too.
            await().untilAsserted(() -> assertThat(read(Set.of(), 0).snapshot().oldestRunning())
                    .isGreaterThanOrEqualTo(whileItRuns.next()));
        }
    }

    @Test
    void saysWhoOfThoseThatRunHasBegunToAppend() throws SQLException {
        String url = database.getMetaData().getURL();
        try (Connection other = DriverManager.getConnection(url);
                Connection later = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            later.setAutoCommit(false);
            long running = numberOf(other);
            long appending = numberOf(later);
            TransactionSnapshot beforeAnyAppends =
                    read(Set.of(), 0, Long.MAX_VALUE).snapshot();
            RelayFixture.TABLE.append(later, List.of(message(2)));
            TransactionSnapshot whileOneAppends =
                    read(Set.of(), 0, Long.MAX_VALUE).snapshot();
            RelayFixture.TABLE.append(other, List.of(message(1)));
            TransactionSnapshot whileBothDo = read(Set.of(), 0, Long.MAX_VALUE).snapshot();

            assertThat(beforeAnyAppends.oldestWriter()).isGreaterThan(appending);
            assertThat(whileOneAppends.oldestWriter()).isEqualTo(appending);
            assertThat(whileBothDo.oldestWriter()).isEqualTo(running);
            assertThat(read(Set.of(), 0, 0).snapshot().oldestWriter())
                    .as("when nobody before that number runs")
                    .isNull();
            other.rollback();
            later.rollback();
        }
    }

    private static long numberOf(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_xact_id()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private String settingAfterAppend(String synchronousCommit) throws SQLException {
        database.setAutoCommit(false);
        try (Statement statement = database.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = " + synchronousCommit);
            RelayFixture.TABLE.append(database, List.of(message(1)));
            try (ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
                row.next();
                return row.getString(1);
            }
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private static OutboxMessage message(int key) {
        return new OutboxMessage("id", Map.of(), new ProducerRecord<>("orders", new byte[] {(byte) key}, new byte[0]));
    }

    private Batch read(Set<Integer> withoutShards, long after) throws SQLException {
        return read(withoutShards, after, 0);
    }

    private Batch read(Set<Integer> withoutShards, long after, long awaited) throws SQLException {
        return read(new Selection(new Source("orders", withoutShards), after, awaited, List.of(), List.of()), LIMITS);
    }

    private Batch read(BatchLimits limits) throws SQLException {
        return read(new Selection(new Source("orders", Set.of()), 0, 0, List.of(), List.of()), limits);
    }

    private Batch read(Selection selection, BatchLimits limits) throws SQLException {
        return RelayFixture.TABLE.next(database, selection, limits);
    }

    private static List<String> keys(Batch batch) {
        return batch.rows().stream().map(row -> new String(row.key(), UTF_8)).toList();
    }
}
