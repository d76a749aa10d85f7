package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.committed;
import static dev.avenant.messaging.internal.outbox.RelayFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.util.FileSystemUtils;

/**
 * The database of a running service is killed, and PostgreSQL's own replica of it, which streamed until shortly before, is
 * promoted in its place.
 */
@Tag("process")
class PromotedReplicaTest {

    /** PostgreSQL writes down a sequence 32 numbers ahead; with more lost than that, ids are given again. */
    private static final int LOST = 50;

    private static final int BEFORE = 5;

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    @TempDir
    private Path files;

    private final AtomicReference<JdbcTemplate> database = new AtomicReference<>();

    @Test
    void publishesWhatIsAppendedFromThenOnAndMakesTheLostEffectsAgainWhenItsGroupIsSetBack() throws Exception {
        String topic = stack.newTopic(1);
        try (Server primary = Server.create(files.resolve("primary"));
                Server replica = primary.copy(files.resolve("replica"))) {
            TestService.Setup setup = service(topic, primary.url());
            TestService service = start(setup);
            try {
                // Given events that the replica has, with their effects
                publish(service, topic, 1, BEFORE);
                awaitEffects(service, BEFORE);
                await().until(() -> service.waitingInOutbox() == 0);
                await().until(() ->
                        replica.number("SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '" + primary.position() + "')")
                                >= 0);
                replica.stop();

                // And others that it has not
                publish(service, topic, BEFORE + 1, BEFORE + LOST);
                awaitEffects(service, BEFORE + LOST);
                await().until(() -> service.waitingInOutbox() == 0);
                long highestId = primary.number("SELECT last_value FROM avenant.outbox_id_seq");

                // When the replica is promoted in the place of the killed primary
                primary.kill();
                replica.promoteOn(primary.port());
                assertThat(replica.number("SELECT last_value FROM avenant.outbox_id_seq"))
                        .as("ids are given again")
                        .isLessThan(highestId);
                publish(service, topic, 101, 100 + LOST);

                // Then what is appended is published behind what was, and has its effects
                await().until(() -> service.waitingInOutbox() == 0);
                assertThat(committed(stack, topic))
                        .containsExactlyElementsOf(LongStream.concat(
                                        LongStream.rangeClosed(1, BEFORE + LOST),
                                        LongStream.rangeClosed(101, 100 + LOST))
                                .mapToObj(number -> "a:" + number)
                                .toList());
                awaitEffects(service, BEFORE + LOST);
                assertThat(effects(service)).doesNotContain((long) BEFORE + 1);
            } finally {
                service.close();
            }

            // And when the group is set back while the service is stopped, the lost effects are made again, and no
            // other twice
            setBack(setup.group(), topic);
            try (TestService again = start(setup)) {
                awaitEffects(again, BEFORE + LOST + LOST);
                assertThat(effects(again))
                        .containsExactlyInAnyOrderElementsOf(LongStream.concat(
                                        LongStream.rangeClosed(1, BEFORE + LOST),
                                        LongStream.rangeClosed(101, 100 + LOST))
                                .boxed()
                                .toList());
            }
        }
    }

    /**
     * Its relay waits for a connection while no server is there, and rests for long enough between two looks that the pool
     * tries the ones that it has before it gives them out. So no work of the relay fails, and nothing but the table itself
     * tells it of the other server.
     */
    private TestService.Setup service(String topic, String url) {
        return TestService.with(stack)
                .property("spring.datasource.url", url)
                .property("spring.datasource.hikari.connection-timeout", 30_000)
                .property("avenant.messaging.outbox.poll-interval", "1s")
                .property("avenant.messaging.outbox.lease-duration", "1m")
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic)
                        .on(
                                OrderPlaced.class,
                                (event, context) -> Objects.requireNonNull(database.get())
                                        .update("INSERT INTO effects VALUES (?)", event.getSequence())));
    }

    private TestService start(TestService.Setup setup) {
        TestService service = setup.start();
        service.jdbc().execute("CREATE TABLE IF NOT EXISTS effects (number bigint)");
        database.set(service.jdbc());
        return service;
    }

    /** Each again until the database has taken it. */
    private static void publish(TestService service, String topic, long from, long to) {
        for (long number = from; number <= to; number++) {
            long next = number;
            await().ignoreExceptionsMatching(
                            away -> away instanceof DataAccessException || away instanceof TransactionException)
                    .until(() -> {
                        service.publish(order(topic, "a", next));
                        return true;
                    });
        }
    }

    private static void awaitEffects(TestService service, int count) {
        await().ignoreExceptions().until(() -> effects(service).size() == count);
    }

    private static List<Long> effects(TestService service) {
        return service.jdbc().queryForList("SELECT number FROM effects", Long.class);
    }

    private static void setBack(String group, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            await().ignoreExceptions().until(() -> {
                admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                        .all()
                        .get();
                return true;
            });
        }
    }

    /** A PostgreSQL of its own, whose files outlive it. */
    private static final class Server implements AutoCloseable {

        private final Path data;
        private EmbeddedPostgres running;

        private Server(Path data, EmbeddedPostgres running) {
            this.data = data;
            this.running = running;
        }

        static Server create(Path data) throws IOException {
            return new Server(data, builder(data).start());
        }

        private static EmbeddedPostgres.Builder builder(Path data) {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", "50");
        }

        /** A replica that streams from this one, made of its files. */
        Server copy(Path copy) throws IOException {
            int port = port();
            stop();
            FileSystemUtils.copyRecursively(data, copy);
            Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(data));
            running = builder(data).setPort(port).start();
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=localhost port=" + port + " user=postgres'\n",
                    StandardOpenOption.APPEND);
            return new Server(copy, builder(copy).start());
        }

        void promoteOn(int port) throws IOException, SQLException {
            running = builder(data).setPort(port).start();
            assertThat(number("SELECT pg_is_in_recovery()::int")).isEqualTo(1);
            assertThat(number("SELECT pg_promote()::int")).isEqualTo(1);
        }

        int port() {
            return running.getPort();
        }

        String url() {
            return running.getJdbcUrl("postgres", "postgres");
        }

        /** How far its log is written. */
        String position() throws SQLException {
            return text("SELECT pg_current_wal_lsn()");
        }

        long number(String query) throws SQLException {
            return (long) Double.parseDouble(text(query));
        }

        private String text(String query) throws SQLException {
            try (Connection connection = running.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        }

        void kill() throws IOException {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            server.destroyForcibly();
            server.onExit().join();
            // Or whoever ends it later waits for it in vain.
            Files.delete(data.resolve("postmaster.pid"));
        }

        void stop() throws IOException {
            running.close();
        }

        @Override
        public void close() throws IOException {
            stop();
        }
    }
}
