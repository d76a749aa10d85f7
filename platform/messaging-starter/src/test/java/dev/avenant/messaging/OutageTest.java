package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.messaging.orders.OrderPlaced;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** What is away makes events wait, in their order; it never makes a dead letter of one. */
@Tag("broker")
class OutageTest {

    @RegisterExtension
    static final MessagingStack stack = new MessagingStack();

    private final List<Long> handled = new CopyOnWriteArrayList<>();

    @Test
    void waitsForARegistryThatIsAway() {
        String topic = stack.unique("orders");
        stack.kafka().createTopic(topic, 1);
        SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
        URI url = registry.url();
        MessagingStack.push(url, topic);
        int id = pushNextVersion(url, topic);
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.schema-registry-url", url)
                .subscription(recording(topic));
        try (TestService service = setup.start()) {
            registry.close();

            sendNextVersion(topic, id, 1);
            sendNextVersion(topic, id, 2);

            await().until(() -> waiting(service).contains("offset 0"));
            assertThat(handled).isEmpty();
            try (SchemaRegistry again =
                    SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(url.getPort()))) {
                MessagingStack.push(again.url(), topic);
                assertThat(pushNextVersion(again.url(), topic)).isEqualTo(id);
                await().until(() -> handled.size() == 2);
            }
            assertThat(handled).containsExactly(1L, 2L);
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".dlt")).isEmpty();
        }
    }

    @Test
    void deadLettersARecordWhoseSchemaNobodyRegistersInTime() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack).subscription(recording(topic));
        try (TestService service = setup.start()) {
            send(topic, 99_999, 1);
            send(topic, stack.idOf(topic, OrderPlaced.getClassSchema()), 2);

            await().until(() -> handled.contains(2L));
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".dlt"))
                    .extracting(letter ->
                            KafkaProbe.header(letter, "avenant-dlt-category").orElseThrow())
                    .containsExactly("UNKNOWN_SCHEMA_ID");
            assertThat(service.jdbc().queryForObject("SELECT count(*) FROM avenant.inbox", Long.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void waitsOnceForASchemaHoweverManyRecordsNameIt() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.retry.unknown-schema-grace", "3s")
                .subscription(recording(topic));
        try (TestService service = setup.start()) {
            for (int i = 0; i < 40; i++) {
                send(topic, 99_999, 1);
            }
            send(topic, stack.idOf(topic, OrderPlaced.getClassSchema()), 2);

            await().until(() -> handled.contains(2L));
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".dlt")).hasSize(40);
            assertThat(waiting(service)).isEqualTo("null");
        }
    }

    @Test
    void doesNotWaitForASchemaThatNoRegistryCanHold() {
        String topic = stack.newTopic(1);
        TestService.Setup setup = TestService.with(stack)
                .property("avenant.messaging.retry.unknown-schema-grace", "1h")
                .subscription(recording(topic));
        try (TestService service = setup.start()) {
            for (int id : new int[] {0, -1, Integer.MIN_VALUE}) {
                send(topic, id, 1);
            }
            send(topic, stack.idOf(topic, OrderPlaced.getClassSchema()), 2);

            await().until(() -> handled.contains(2L));
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".dlt"))
                    .extracting(letter ->
                            KafkaProbe.header(letter, "avenant-dlt-category").orElseThrow())
                    .containsExactly("UNKNOWN_SCHEMA_ID", "UNKNOWN_SCHEMA_ID", "UNKNOWN_SCHEMA_ID");
            assertThat(waiting(service)).isEqualTo("null");
        }
    }

    @Test
    void waitsForADatabaseThatIsAway() {
        String topic = stack.newTopic(1);
        int id = stack.idOf(topic, OrderPlaced.getClassSchema());
        TestService.Setup setup = TestService.with(stack).subscription(recording(topic));
        try (TestService service = setup.start()) {
            stack.takeDatabaseAway(setup.database());

            send(topic, id, 1);
            send(topic, id, 2);

            await().until(() -> waiting(service).contains("offset 0"));
            assertThat(handled).isEmpty();
            stack.bringDatabaseBack(setup.database());
            await().until(() -> handled.size() == 2);
            assertThat(handled).containsExactly(1L, 2L);
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".dlt")).isEmpty();
        }
    }

    @Test
    void keepsAcceptingEventsWhileTheBrokerIsAwayAndSendsThemInOrderAfterwards(@TempDir Path data) {
        KafkaBroker broker = KafkaBroker.start(data);
        String bootstrapServers = broker.bootstrapServers();
        int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
        KafkaProbe probe = new KafkaProbe(bootstrapServers);
        String topic = stack.unique("orders");
        probe.createTopic(topic, 1);
        MessagingStack.push(stack.registryUrl(), topic);
        TestService.Setup setup = TestService.with(stack)
                .property("spring.kafka.bootstrap-servers", bootstrapServers)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(recording(topic));
        try (TestService service = setup.start()) {
            service.publish(event(topic, 1));
            await().until(() -> handled.contains(1L));
            broker.close();

            service.publish(event(topic, 2));
            service.publish(event(topic, 3), event(topic, 4));

            assertThat(service.waitingInOutbox()).isEqualTo(3);
            broker = KafkaBroker.start(KafkaBrokerSettings.in(data).withPorts(port, 0));
            await().atMost(Duration.ofSeconds(60)).until(() -> handled.size() == 4);
            assertThat(handled).containsExactly(1L, 2L, 3L, 4L);
        } finally {
            broker.close();
        }
    }

    @Test
    void undoesAFailedEffectWithItsInboxRowAndTriesAgain() {
        String topic = stack.newTopic(1);
        AtomicBoolean failing = new AtomicBoolean(true);
        TestService[] self = new TestService[1];
        TestService.Setup setup = TestService.with(stack)
                .publication(Publication.to(topic).of(OrderPlaced.class))
                .subscription(Subscription.to(topic).on(OrderPlaced.class, (event, context) -> {
                    self[0].jdbc().update("INSERT INTO effects VALUES (?)", event.getSequence());
                    if (failing.getAndSet(false)) {
                        throw new IllegalStateException("a fault that passes");
                    }
                    handled.add(event.getSequence());
                }));
        try (TestService service = setup.start()) {
            self[0] = service;
            service.jdbc().execute("CREATE TABLE effects (sequence bigint)");

            service.publish(event(topic, 1), event(topic, 2));

            await().until(() -> handled.size() == 2);
            assertThat(service.jdbc().queryForList("SELECT sequence FROM effects", Long.class))
                    .containsExactly(1L, 2L);
            assertThat(stack.kafka().read(topic + "." + setup.group() + ".dlt")).isEmpty();
        }
    }

    @Test
    void beginsToListenWhenItsTopicAppears() {
        String topic = stack.unique("late");
        MessagingStack.push(stack.registryUrl(), topic);
        TestService.Setup setup = TestService.with(stack).subscription(recording(topic));
        try (TestService service = setup.start()) {
            HealthIndicator health = service.bean("messagingListenersHealthIndicator", HealthIndicator.class);
            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.DOWN);

            stack.kafka().createTopic(topic, 2);
            send(topic, stack.idOf(topic, OrderPlaced.getClassSchema()), 1);

            await().until(() -> handled.contains(1L));
            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.UP);
            assertThat(stack.kafka().partitions(topic + "." + setup.group() + ".dlt"))
                    .isEqualTo(2);
            assertThat(stack.kafka().partitions(topic + "." + setup.group() + ".replay"))
                    .isEqualTo(2);
        }
    }

    private Subscription recording(String topic) {
        return Subscription.to(topic).on(OrderPlaced.class, (event, context) -> handled.add(event.getSequence()));
    }

    private static String waiting(TestService service) {
        HealthIndicator health = service.bean("messagingListenersHealthIndicator", HealthIndicator.class);
        return String.valueOf(
                Objects.requireNonNull(health.health()).getDetails().get("waiting"));
    }

    /** A version of the contract that this service has never seen. */
    private static int pushNextVersion(URI registry, String topic) {
        Schema schema = nextVersion();
        try (RegistryClient client = new HttpRegistryClient(registry, Duration.ofSeconds(10))) {
            return Objects.requireNonNull(
                    client.register(topic + "-" + schema.getFullName(), SchemaDefinition.of(schema.toString()), false)
                            .id());
        }
    }

    private static Schema nextVersion() {
        return new Schema.Parser().parse("""
                        {"type": "record", "name": "OrderPlaced", "namespace": "dev.avenant.messaging.orders",
                         "fields": [{"name": "orderId", "type": "string"}, {"name": "sequence", "type": "long"},
                                    {"name": "note", "type": "string", "default": ""}]}
                        """);
    }

    private static void send(String topic, int schemaId, long sequence) {
        OrderPlaced event = OrderPlaced.newBuilder()
                .setOrderId("order")
                .setSequence(sequence)
                .build();
        send(topic, Wire.value(schemaId, event));
    }

    private static void sendNextVersion(String topic, int schemaId, long sequence) {
        GenericRecordBuilder builder = new GenericRecordBuilder(nextVersion());
        GenericRecord event =
                builder.set("orderId", "order").set("sequence", sequence).build();
        send(topic, Wire.value(schemaId, event));
    }

    private static void send(String topic, byte[] value) {
        stack.kafka().send(new ProducerRecord<>(topic, 0, "order".getBytes(UTF_8), value));
    }

    private static OutboundEvent event(String topic, long sequence) {
        return new OutboundEvent(
                topic,
                "order",
                OrderPlaced.newBuilder()
                        .setOrderId("order")
                        .setSequence(sequence)
                        .build());
    }
}
