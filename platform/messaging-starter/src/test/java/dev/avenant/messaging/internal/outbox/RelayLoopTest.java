package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.orders.OrderPlaced;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@Tag("broker")
class RelayLoopTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final BlockingQueue<Thread> relaying = new LinkedBlockingQueue<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

    @Test
    void endsWithoutAnErrorWhenItIsStoppedWhileKafkaDoesNotAnswer() throws InterruptedException {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            service.publish(order(topic, 1));
            RelayLoop loop = loop(service.bean(DataSource.class), this::producerThatWaits, SHORT);
            loop.start();
            Thread relay = relaying.take();
            loop.stop();

            assertThat(relay.isAlive()).isFalse();
            assertThat(uncaught).isEmpty();
            assertThat(service.waitingInOutbox()).isEqualTo(1);
        }
    }

    @Test
    void sendsEachEventOnceWhenItIsStoppedAndStartedAgain() throws Exception {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            RelayLoop loop = loop(service, LONG);
            loop.start();
            service.publish(order(topic, 1));
            Thread first = relaying.take();
            await().until(() -> service.waitingInOutbox() == 0);

            loop.stop();
            service.publish(order(topic, 2));
            loop.start();

            assertThat(first.isAlive()).isFalse();
            await().until(() -> service.waitingInOutbox() == 0);
            loop.stop();
            assertThat(relaying.take().isAlive()).isFalse();
            assertThat(uncaught).isEmpty();
            assertThat(stack.kafka().read(topic)).hasSize(2);
        }
    }

    @Test
    void endsWithoutAnErrorWhenItIsStoppedWhileTheDatabaseDoesNotAnswer() throws Exception {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            RelayLoop loop = loop(service, SHORT);
            loop.start();
            service.publish(order(topic, 1));
            Thread relay = relaying.take();
            await().until(() -> service.waitingInOutbox() == 0);

            try (Connection other = service.bean(DataSource.class).getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("LOCK TABLE avenant.outbox IN ACCESS EXCLUSIVE MODE");
                await().until(() -> waitsForTheLock(statement));
                loop.stop();
                other.rollback();
            }

            assertThat(relay.isAlive()).isFalse();
            assertThat(uncaught).isEmpty();
        }
    }

    @Test
    void endsAlsoWhenWhoStopsItIsInterrupted() throws InterruptedException {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            service.publish(order(topic, 1));
            RelayLoop loop = loop(service.bean(DataSource.class), this::producerThatWaits, SHORT);
            loop.start();
            Thread relay = relaying.take();

            Thread.currentThread().interrupt();
            loop.stop();

            assertThat(Thread.interrupted()).isTrue();
            await().until(() -> !relay.isAlive());
            RelayLoop next = loop(service, SHORT);
            next.start();
            await().until(() -> service.waitingInOutbox() == 0);
            next.stop();
            assertThat(uncaught).isEmpty();
        }
    }

    @Test
    void beginsAgainWhenAProducerCanNeitherSendNorBeClosed() throws InterruptedException {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            service.publish(order(topic, 1));
            AtomicInteger producers = new AtomicInteger();
            RelayLoop loop = loop(
                    service.bean(DataSource.class),
                    () -> {
                        Producer<byte[], byte[]> producer =
                                watched(service.bean(KafkaSettings.class).relayProducer());
                        return producers.incrementAndGet() > 1
                                ? producer
                                : thatFails(producer, Map.of("flush", () -> {}, "close", producer::close));
                    },
                    SHORT);
            loop.start();

            await().until(() -> service.waitingInOutbox() == 0);
            loop.stop();
            assertThat(producers).hasValue(2);
            assertThat(relaying.take().isAlive()).isFalse();
            assertThat(uncaught).isEmpty();
        }
    }

    @Test
    void givesUpWhatIsInFlightBeforeAnotherProcessCanSend() throws InterruptedException {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            service.publish(order(topic, 1));
            BlockingQueue<Integer> leasesAtClose = new LinkedBlockingQueue<>();
            RelayLoop loop = loop(
                    service.bean(DataSource.class),
                    () -> {
                        Producer<byte[], byte[]> producer =
                                watched(service.bean(KafkaSettings.class).relayProducer());
                        return thatFails(producer, Map.of("flush", () -> {}, "close", () -> {
                            leasesAtClose.add(leases(service));
                            producer.close();
                        }));
                    },
                    SHORT);
            loop.start();

            assertThat(leasesAtClose.take()).isEqualTo(1);
            loop.stop();
        }
    }

    @Test
    void isStoppedSoonWhileAnotherProcessRelays() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            RelayLoop leading = loop(service, SHORT);
            leading.start();
            await().until(leading::isLeading);
            RelayRun standingBy = new RelayRun(
                    service.bean(DataSource.class),
                    new Relay(this::producerThatWaits, 100, Clock.systemUTC()),
                    LONG,
                    Clock.systemUTC());
            Instant made = standingBy.lastProgress();
            standingBy.start();
            await().until(() -> standingBy.lastProgress().isAfter(made));

            standingBy.requestStop();

            await().until(() -> !standingBy.isAlive());
            leading.stop();
        }
    }

    @Test
    void endsWhenTheDatabaseHangsBeforeItLeads() throws Exception {
        String database = stack.newDatabase();
        try (SingleConnectionDataSource dataSource =
                        new SingleConnectionDataSource(database, "postgres", "postgres", true);
                Connection other = DriverManager.getConnection(database, "postgres", "postgres");
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + RelayLease.LOCK + ")");
            RelayRun run = new RelayRun(
                    dataSource,
                    new Relay(this::producerThatWaits, 100, Clock.systemUTC()),
                    Duration.ofMillis(20),
                    Clock.systemUTC());
            Instant made = run.lastProgress();
            run.start();
            await().until(() -> run.lastProgress().isAfter(made));
            long session = sessionBeside(statement);
            signal("STOP", session);
            try {
                await().until(() -> run.lastProgress().isBefore(Instant.now().minusSeconds(1)));

                run.stop();

                assertThat(run.isAlive()).isFalse();
            } finally {
                signal("CONT", session);
            }
        }
    }

    private static long sessionBeside(Statement own) throws SQLException {
        try (ResultSet other = own.executeQuery("SELECT pid FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            other.next();
            return other.getLong(1);
        }
    }

    private static void signal(String name, long process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static int leases(TestService service) {
        return Objects.requireNonNull(service.jdbc()
                .queryForObject(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())"
                                + " AND ((classid::bigint << 32) | objid::bigint) = " + RelayLease.LOCK,
                        Integer.class));
    }

    /** A producer of which some methods do what is said and then fail. */
    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> thatFails(
            Producer<byte[], byte[]> producer, Map<String, Runnable> methods) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    Runnable first = methods.get(method.getName());
                    if (first != null) {
                        first.run();
                        throw new KafkaException(method.getName() + " failed");
                    }
                    return method.invoke(producer, arguments);
                });
    }

    private static boolean waitsForTheLock(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'avenant.outbox'::regclass")) {
            return waiting.next() && waiting.getInt(1) > 0;
        }
    }

    private static TestService serviceWithoutRelay(String topic) {
        return TestService.with(stack)
                .property("avenant.messaging.outbox.enabled", false)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .start();
    }

    private RelayLoop loop(TestService service, Duration pollInterval) {
        return loop(
                service.bean(DataSource.class),
                () -> watched(service.bean(KafkaSettings.class).relayProducer()),
                pollInterval);
    }

    private static RelayLoop loop(
            DataSource dataSource, Supplier<Producer<byte[], byte[]>> producers, Duration pollInterval) {
        return new RelayLoop(
                dataSource, () -> new Relay(producers, 100, Clock.systemUTC()), pollInterval, Clock.systemUTC());
    }

    private static OutboundEvent order(String topic, int number) {
        return new OutboundEvent(
                topic,
                "order-" + number,
                OrderPlaced.newBuilder()
                        .setOrderId("order-" + number)
                        .setSequence(number)
                        .build());
    }

    /** Keeps in mind the thread that makes a producer, which is the relay's. */
    private Producer<byte[], byte[]> watched(Producer<byte[], byte[]> producer) {
        Thread relay = Thread.currentThread();
        relay.setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        relaying.add(relay);
        return producer;
    }

    /** Made by the relay's thread. It waits for a broker that is not there until somebody interrupts it. */
    private Producer<byte[], byte[]> producerThatWaits() {
        return watched(new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "max.block.ms",
                        Duration.ofHours(1).toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }
}
