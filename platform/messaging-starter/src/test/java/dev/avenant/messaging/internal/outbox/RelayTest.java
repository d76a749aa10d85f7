package dev.avenant.messaging.internal.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.KafkaProbe;
import dev.avenant.messaging.MessagingStack;
import dev.avenant.messaging.OutboundEvent;
import dev.avenant.messaging.Publication;
import dev.avenant.messaging.Subscription;
import dev.avenant.messaging.TestService;
import dev.avenant.messaging.internal.KafkaSettings;
import dev.avenant.messaging.orders.OrderPlaced;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A relay driven by hand, beside a service whose own relay is off. */
@Tag("broker")
class RelayTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private static final List<Long> handled = new CopyOnWriteArrayList<>();

    private static String topic;
    private static String missingTopic;
    private static TestService service;

    @BeforeAll
    static void startService() {
        topic = stack.newTopic(1);
        missingTopic = stack.unique("missing");
        MessagingStack.push(stack.registryUrl(), missingTopic);
        service = TestService.with(stack)
                .property("avenant.messaging.outbox.enabled", false)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .publication(Publication.to(missingTopic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic)
                        .on(OrderPlaced.class, (event, context) -> handled.add(event.getSequence())))
                .start();
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @Test
    void sendsAgainWhatItCouldNotDeleteAndTheInboxAbsorbsIt() throws SQLException {
        service.publish(event(topic, 1), event(topic, 2));

        try (Relay relay = new Relay(RelayTest::producerWhoseProcessDiesAfterSending, 100, Clock.systemUTC());
                RelayLease lease = acquire()) {
            assertThatThrownBy(() -> relay.runOnce(lease)).isInstanceOf(SQLException.class);
            lease.markBroken();
        }
        assertThat(service.waitingInOutbox()).isEqualTo(2);
        try (Relay relay = relay();
                RelayLease lease = acquire()) {
            var unused = relay.runOnce(lease);
        }
        service.publish(event(topic, 3));
        try (Relay relay = relay();
                RelayLease lease = acquire()) {
            var unused = relay.runOnce(lease);
        }

        await().until(() -> handled.contains(3L));
        assertThat(recordsOf("order-1")).isEqualTo(5);
        assertThat(handled).filteredOn(sequence -> sequence < 100).containsExactly(1L, 2L, 3L);
        assertThat(service.waitingInOutbox()).isZero();
    }

    @Test
    void letsOneProcessAtATimeSend() throws SQLException {
        try (RelayLease held = acquire();
                RelayLease other = RelayLease.connect(dataSource())) {
            assertThat(other.acquire()).isFalse();
            assertThat(held.connection().isValid(1)).isTrue();
        }
        try (RelayLease afterwards = acquire()) {
            assertThat(afterwards.connection().isValid(1)).isTrue();
        }
    }

    @Test
    void goesOnWithOtherTopicsWhenOneIsMissing() throws SQLException {
        service.publish(event(missingTopic, 100), event(topic, 101), event(missingTopic, 102));

        try (Relay relay = relay();
                RelayLease lease = acquire()) {
            Relay.Batch batch = relay.runOnce(lease);

            assertThat(batch).isEqualTo(new Relay.Batch(true, false));
            assertThat(service.waitingInOutbox()).isEqualTo(2);
            stack.kafka().createTopic(missingTopic, 1);
            await().until(() -> {
                var unused = relay.runOnce(lease);
                return service.waitingInOutbox() == 0;
            });
        }
        assertThat(stack.kafka().read(missingTopic))
                .extracting(record -> KafkaProbe.header(record, "ce_id").isPresent())
                .containsExactly(true, true);
        await().until(() -> handled.contains(101L));
    }

    private static Relay relay() {
        return new Relay(service.bean(KafkaSettings.class)::relayProducer, 100, Clock.systemUTC());
    }

    private static RelayLease acquire() throws SQLException {
        RelayLease lease = RelayLease.connect(dataSource());
        assertThat(lease.acquire()).as("another relay holds the lease").isTrue();
        return lease;
    }

    private static DataSource dataSource() {
        return service.bean(DataSource.class);
    }

    private static long recordsOf(String key) {
        List<ConsumerRecord<byte[], byte[]>> records = stack.kafka().read(topic);
        return records.stream()
                .filter(record -> key.equals(new String(record.key(), UTF_8)))
                .count();
    }

    /** A real producer; when the records are with Kafka, the relay's database session is cut. */
    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> producerWhoseProcessDiesAfterSending() {
        Producer<byte[], byte[]> real = service.bean(KafkaSettings.class).relayProducer();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                RelayTest.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals("flush")) {
                            cutTheHolderOfTheLease();
                        }
                        return result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private static void cutTheHolderOfTheLease() {
        service.jdbc().queryForList("""
                        SELECT pg_terminate_backend(pid) FROM pg_locks
                        WHERE locktype = 'advisory' AND granted AND objsubid = 1
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """);
    }

    private static OutboundEvent event(String topic, long sequence) {
        String key = sequence < 100 ? "order-1" : "order-2";
        return new OutboundEvent(
                topic,
                key,
                OrderPlaced.newBuilder().setOrderId(key).setSequence(sequence).build());
    }
}
