package dev.avenant.messaging.internal.outbox;

import static dev.avenant.messaging.internal.outbox.RelayFixture.LONG;
import static dev.avenant.messaging.internal.outbox.RelayFixture.SHORT;
import static dev.avenant.messaging.internal.outbox.RelayFixture.committed;
import static dev.avenant.messaging.internal.outbox.RelayFixture.producers;
import static dev.avenant.messaging.internal.outbox.RelayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.orders.OrderPlaced;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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

    private static final Duration LEASE = Duration.ofMinutes(1);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final BlockingQueue<Thread> relaying = new LinkedBlockingQueue<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

    @Test
    void endsWithoutAnErrorWhenItIsStoppedWhileKafkaDoesNotAnswer() throws InterruptedException {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            service.publish(order(topic, 1));
            RelayLoop loop = loop(service.bean(DataSource.class), topic, id -> producerThatWaits(), SHORT);
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
            RelayLoop loop = loop(service, topic, LONG);
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
    void hearsOfWhatAnotherProcessCommits() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            DataSource dataSource = service.bean(DataSource.class);
            RelayLoop loop = new RelayLoop(() -> new RelayRun(
                    dataSource,
                    RelayFixture.TABLE,
                    List.of(topic),
                    name -> RelayFixture.relay(dataSource, name, producers(service), settings(LONG, LONG)),
                    LONG));
            loop.start();
            await().until(loop::isLeading);
            service.publish(order(topic, 1));
            await().until(() -> service.waitingInOutbox() == 0);

            service.publish(order(topic, 2));

            await().until(() -> service.waitingInOutbox() == 0);
            loop.stop();
        }
    }

    @Test
    void endsWithoutAnErrorWhenItIsStoppedWhileTheDatabaseDoesNotAnswer() throws Exception {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            RelayLoop loop = loop(service, topic, SHORT);
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
            RelayLoop loop = loop(service.bean(DataSource.class), topic, id -> producerThatWaits(), SHORT);
            loop.start();
            Thread relay = relaying.take();

            Thread.currentThread().interrupt();
            loop.stop();

            assertThat(Thread.interrupted()).isTrue();
            await().until(() -> !relay.isAlive());
            RelayLoop next = loop(service, topic, SHORT);
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
            AtomicInteger made = new AtomicInteger();
            RelayLoop loop = loop(
                    service.bean(DataSource.class),
                    topic,
                    id -> {
                        Producer<byte[], byte[]> producer =
                                watched(producers(service).apply(id));
                        return made.incrementAndGet() > 1
                                ? producer
                                : thatFails(producer, Map.of("commitTransaction", () -> {}, "close", producer::close));
                    },
                    SHORT);
            loop.start();

            await().until(() -> service.waitingInOutbox() == 0);
            loop.stop();
            assertThat(made).hasValue(2);
            assertThat(relaying.take().isAlive()).isFalse();
            assertThat(uncaught).isEmpty();
            assertThat(committed(stack, topic)).containsExactly("order-1:1");
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
                    topic,
                    id -> {
                        Producer<byte[], byte[]> producer =
                                watched(producers(service).apply(id));
                        return thatFails(producer, Map.of("commitTransaction", () -> {}, "close", () -> {
                            leasesAtClose.add(leases(service));
                            producer.close();
                        }));
                    },
                    SHORT);
            loop.start();

            assertThat(leasesAtClose.take()).isEqualTo(KeyShards.COUNT);
            loop.stop();
        }
    }

    @Test
    void isStoppedSoonWhileAnotherProcessRelays() {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            RelayLoop leading = loop(service, topic, SHORT);
            leading.start();
            await().until(leading::isLeading);
            TopicRelay standingBy = RelayFixture.relay(
                    service.bean(DataSource.class), topic, producers(service), settings(LONG, LEASE));
            TopicRelay.State made = standingBy.state();
            standingBy.start();
            await().until(() -> !standingBy.state().equals(made));

            standingBy.requestStop();

            await().until(() -> !standingBy.isAlive());
            leading.stop();
        }
    }

    @Test
    void endsWhenTheDatabaseHangsBeforeItLeads() throws Exception {
        String topic = stack.newTopic(1);
        try (TestService service = serviceWithoutRelay(topic)) {
            String database = service.property("spring.datasource.url");
            holdLeaseForAnother(service, topic);
            try (SingleConnectionDataSource dataSource =
                    new SingleConnectionDataSource(database, "postgres", "postgres", true)) {
                long session = sessionOf(dataSource);
                RelayRun run = new RelayRun(
                        new SingleConnectionDataSource(database, "postgres", "postgres", true),
                        RelayFixture.TABLE,
                        List.of(topic),
                        name -> RelayFixture.relay(
                                dataSource, name, producers(service), settings(Duration.ofMillis(20), LEASE)),
                        SHORT);
                run.start();
                TopicRelay relay = Objects.requireNonNull(run.topics().get(topic));
                TopicRelay.State made = relay.state();
                await().until(() -> !relay.state().equals(made));
                signal("STOP", session);
                try {
                    AtomicReference<TopicRelay.State> last = new AtomicReference<>(relay.state());
                    await().pollInterval(Duration.ofSeconds(1))
                            .until(() -> relay.state().equals(last.getAndSet(relay.state())));

                    run.stop();

                    assertThat(relay.isAlive()).isFalse();
                } finally {
                    signal("CONT", session);
                }
            }
        }
    }

    private static void holdLeaseForAnother(TestService service, String topic) {
        service.jdbc()
                .update(
                        "INSERT INTO avenant.outbox_lease (topic, shard, holder, expires_at)"
                                + " SELECT ?, generate_series(0, 15), gen_random_uuid(),"
                                + " clock_timestamp() + ? * interval '9 milliseconds'",
                        topic,
                        LEASE.toMillis());
    }

    private static long sessionOf(DataSource dataSource) throws SQLException {
        try (Statement statement = dataSource.getConnection().createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
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
                        "SELECT count(*) FROM avenant.outbox_lease WHERE expires_at > clock_timestamp()",
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
        return RelayFixture.serviceWithoutRelay(stack, topic).start();
    }

    private RelayLoop loop(TestService service, String topic, Duration pollInterval) {
        return loop(
                service.bean(DataSource.class),
                topic,
                id -> watched(producers(service).apply(id)),
                pollInterval);
    }

    private static RelayLoop loop(
            DataSource dataSource,
            String topic,
            Function<String, Producer<byte[], byte[]>> producers,
            Duration pollInterval) {
        return new RelayLoop(() -> new RelayRun(
                dataSource,
                RelayFixture.TABLE,
                List.of(topic),
                name -> RelayFixture.relay(dataSource, name, producers, settings(pollInterval, LEASE)),
                pollInterval));
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
                        "transactional.id",
                        "waits",
                        "max.block.ms",
                        Duration.ofHours(1).toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }
}
