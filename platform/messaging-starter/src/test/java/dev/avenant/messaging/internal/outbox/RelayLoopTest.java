package dev.avenant.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.orders.OrderPlaced;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class RelayLoopTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final BlockingQueue<Thread> relaying = new LinkedBlockingQueue<>();
    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

    @Test
    void endsWithoutAnErrorWhenItIsStoppedWhileKafkaDoesNotAnswer() throws InterruptedException {
        String topic = stack.newTopic(1);
        try (TestService service = TestService.with(stack)
                .property("avenant.messaging.outbox.enabled", false)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .start()) {
            service.publish(order(topic, 1));
            RelayLoop loop = new RelayLoop(
                    service.bean(DataSource.class),
                    () -> new Relay(this::producerThatWaits, 100, Clock.systemUTC()),
                    Duration.ofMillis(200),
                    Clock.systemUTC());
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
        try (TestService service = TestService.with(stack)
                .property("avenant.messaging.outbox.enabled", false)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .start()) {
            RelayLoop loop = loop(service, Duration.ofHours(1));
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
        try (TestService service = TestService.with(stack)
                .property("avenant.messaging.outbox.enabled", false)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .start()) {
            RelayLoop loop = loop(service, Duration.ofMillis(200));
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

    private static boolean waitsForTheLock(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'avenant.outbox'::regclass")) {
            return waiting.next() && waiting.getInt(1) > 0;
        }
    }

    private RelayLoop loop(TestService service, Duration pollInterval) {
        return new RelayLoop(
                service.bean(DataSource.class),
                () -> new Relay(
                        () -> watched(service.bean(KafkaSettings.class).relayProducer()), 100, Clock.systemUTC()),
                pollInterval,
                Clock.systemUTC());
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
