package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.orders.OrderPlaced;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A record that waits is not handled yet: its offset is not committed, whatever becomes of the consumer meanwhile. */
@Tag("process")
class WaitingRecordTest {

    /** Wider than any test takes, so that the record waits until the test lets it pass. */
    private static final Duration GRACE = Duration.ofHours(1);

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<Long> handled = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();

    @Test
    void isHandledAfterAServiceThatStoppedWhileItWaitedForItsSchema() {
        String topic = stack.unique("orders");
        stack.kafka().createTopic(topic, 1);
        try (SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory())) {
            MessagingStack.push(registry.url(), topic);
            int known = idOf(registry, topic, OrderPlaced.getClassSchema());
            int unknown = known + 100;
            TestService.Setup setup = setup(topic).property("avenant.messaging.schema-registry-url", registry.url());
            try (TestService service = setup.start()) {
                send(topic, unknown, 1);
                send(topic, known, 2);
                await().until(() -> waiting(service).contains("UNKNOWN_SCHEMA_ID"));
            }

            assertThat(committed(topic, setup.group())).isZero();
            registerAs(registry, unknown, topic);
            try (TestService again = setup.start()) {
                await().until(() -> handled.size() == 2);
                assertThat(waiting(again)).isEqualTo("null");
            }
            assertThat(handled).containsExactly(1L, 2L);
            assertThat(committed(topic, setup.group())).isEqualTo(2);
        }
    }

    @Test
    void isHandledAfterAServiceThatStoppedWhileItsHandlerCouldNotReachSomething() {
        String topic = stack.newTopic(1);
        int id = stack.idOf(topic, OrderPlaced.getClassSchema());
        TestService.Setup setup = setup(topic);
        away.set(true);
        try (TestService service = setup.start()) {
            send(topic, id, 1);
            send(topic, id, 2);
            await().until(() -> waiting(service).contains("HANDLER_WAITING"));
        }

        assertThat(committed(topic, setup.group())).isZero();
        away.set(false);
        try (TestService again = setup.start()) {
            await().until(() -> handled.size() == 2);
            assertThat(waiting(again)).isEqualTo("null");
            assertThat(handled).containsExactly(1L, 2L);
        }
    }

    @Test
    void isHandledOnceAfterItsPartitionMovedToAnotherConsumer() {
        String topic = stack.newTopic(2);
        int id = stack.idOf(topic, OrderPlaced.getClassSchema());
        TestService.Setup setup = setup(topic);
        away.set(true);
        TestService first = setup.start();
        try (TestService second = startBeside(first, setup, topic, id)) {
            await().until(() -> members(setup.group()) == 2);
            assertThat(committed(topic, setup.group())).isZero();
            first.close();
            await().until(() -> waiting(second).contains("HANDLER_WAITING"));
            assertThat(committed(topic, setup.group())).isZero();
            away.set(false);

            await().until(() -> handled.size() == 2);
            assertThat(handled).containsExactly(1L, 2L);
            await().until(() -> committed(topic, setup.group()) == 2);
        }
    }

    /** Starts a second consumer when the first one waits for its first record. */
    private static TestService startBeside(TestService first, TestService.Setup setup, String topic, int id) {
        send(topic, id, 1);
        send(topic, id, 2);
        await().until(() -> waiting(first).contains("HANDLER_WAITING"));
        return setup.start();
    }

    private TestService.Setup setup(String topic) {
        return TestService.with(stack)
                .property("avenant.messaging.retry.unknown-schema-grace", GRACE)
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    if (away.get()) {
                        throw new IOException("the warehouse does not answer");
                    }
                    handled.add(event.getSequence());
                }));
    }

    private static String waiting(TestService service) {
        HealthIndicator health = service.bean("messagingListenersHealthIndicator", HealthIndicator.class);
        return String.valueOf(
                Objects.requireNonNull(health.health()).getDetails().get("waiting"));
    }

    /** What the group has committed of the topic's first partition; 0 when nothing. */
    private static long committed(String topic, String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(topic, 0));
            return committed == null ? 0 : committed.offset();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int members(String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .get()
                    .members()
                    .size();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int idOf(SchemaRegistry registry, String topic, Schema schema) {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            return Objects.requireNonNull(client.latest(topic + "-" + schema.getFullName())
                    .orElseThrow()
                    .id());
        }
    }

    /** Registers other schemas until the next one, which reads what the test wrote, gets that id. */
    private static void registerAs(SchemaRegistry registry, int wanted, String topic) {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            for (int id = 0, number = 0; id < wanted - 1; number++) {
                id = Objects.requireNonNull(client.register("filler-" + number, fixed(number), false)
                        .id());
            }
            String next = """
                    {"type": "record", "name": "OrderPlaced", "namespace": "dev.avenant.messaging.orders", "doc": "next",
                     "fields": [{"name": "orderId", "type": "string"}, {"name": "sequence", "type": "long"}]}
                    """;
            String subject = topic + "-" + OrderPlaced.getClassSchema().getFullName();
            assertThat(client.register(subject, SchemaDefinition.of(next), false)
                            .id())
                    .isEqualTo(wanted);
        }
    }

    private static SchemaDefinition fixed(int number) {
        return SchemaDefinition.of("{\"type\":\"fixed\",\"name\":\"Filler" + number + "\",\"size\":1}");
    }

    private static void send(String topic, int schemaId, long sequence) {
        OrderPlaced event = OrderPlaced.newBuilder()
                .setOrderId("order")
                .setSequence(sequence)
                .build();
        stack.kafka().send(new ProducerRecord<>(topic, 0, "order".getBytes(UTF_8), Wire.value(schemaId, event)));
    }
}
