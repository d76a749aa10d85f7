package dev.avenant.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.catalog.Catalog;
import dev.avenant.registry.catalog.ConfigRecord;
import dev.avenant.registry.catalog.CoordinatorResult;
import dev.avenant.registry.catalog.DeleteSubjectRecord;
import dev.avenant.registry.catalog.LookupFilter;
import dev.avenant.registry.catalog.Mode;
import dev.avenant.registry.catalog.ModeRecord;
import dev.avenant.registry.catalog.RegistryRecord;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.catalog.SchemaContent;
import dev.avenant.registry.catalog.SchemaRecord;
import dev.avenant.registry.catalog.SchemaTombstone;
import dev.avenant.registry.catalog.SchemaVersion;
import dev.avenant.registry.catalog.SubjectConfig;
import dev.avenant.registry.catalog.SubjectDefaults;
import dev.avenant.registry.catalog.WriteOperation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Order(3)
@Tag("broker")
class KafkaLogTest {

    private static final String GROUP = "kafka-log-test";
    private static final CountDownLatch NO_WAIT = new CountDownLatch(0);
    private static final RegistryRecord FIRST = schema("orders", 1, "string");

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    /** A log with the catalog that it feeds. */
    private record Registry(KafkaLog log, Catalog catalog) implements AutoCloseable {

        static Registry on(String topic) {
            KafkaLog log = new KafkaLog(
                    new KafkaLogSettings(
                            kafka.bootstrapServers(),
                            topic,
                            GROUP,
                            1,
                            Duration.ofSeconds(30),
                            0,
                            null,
                            Map.of(),
                            new RegistryMetrics()),
                    (message, cause) -> {});
            Catalog catalog = new Catalog(SubjectDefaults.of(CompatibilityLevel.BACKWARD));
            log.start(new RecordReplayer(catalog, () -> {}));
            return new Registry(log, catalog);
        }

        /** Again where Kafka is still ending what another one left open, as a registry does that takes part. */
        void activate() {
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptionsInstanceOf(LogUnavailableException.class)
                    .untilAsserted(() -> new LeaderActivation(log, catalog).activate());
        }

        void write(RegistryRecord record) {
            log.append(List.of(RecordSerde.write(record)), log.leaderEpoch());
        }

        @Override
        public void close() {
            log.close();
        }
    }

    @Test
    void refusesWhoeverLedBefore() {
        try (Registry first = Registry.on("_fenced");
                Registry second = Registry.on("_fenced")) {
            first.activate();
            first.write(FIRST);
            second.activate();

            assertThatThrownBy(() -> first.write(schema("orders", 2, "bytes")))
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessage("Kafka did not acknowledge a write to _fenced");

            assertThat(second.catalog.version("orders", 1)).isPresent();
            assertThat(TopicReader.all(kafka.bootstrapServers(), "_fenced"))
                    .noneMatch(record -> record.key().contains("\"version\":2"));
        }
    }

    @Test
    void refusesWhatWasPlannedBeforeTheRightWasLostAndTakenAgain() {
        try (Registry first = Registry.on("_planned");
                Registry second = Registry.on("_planned")) {
            first.activate();
            int planned = first.log.leaderEpoch();
            second.activate();
            second.write(FIRST);
            first.activate();

            assertThatThrownBy(
                            () -> first.log.append(List.of(RecordSerde.write(schema("orders", 1, "bytes"))), planned))
                    .isInstanceOf(LogUnavailableException.class)
                    .hasMessage("This registry has no right to write to _planned");

            assertThat(first.catalog.version("orders", 1))
                    .map(SchemaVersion::content)
                    .map(SchemaContent::text)
                    .hasValue("\"string\"");
        }
    }

    @Test
    void seesThroughWhatALeaderThatDiedLeftOpen() throws Exception {
        String topic = "_left_open";
        try (Registry before = Registry.on(topic)) {
            before.activate();
            before.write(FIRST);
            before.write(new ModeRecord("orders", Mode.READONLY));
        }
        dieWriting(
                topic,
                schema("orders", 2, "bytes"),
                new SchemaTombstone("orders", 1),
                new ModeRecord("orders", null),
                new ConfigRecord("payments", SubjectConfig.EMPTY),
                schema("payments", 3, "int"),
                new DeleteSubjectRecord("payments", 1));

        try (Registry next = Registry.on(topic)) {
            next.activate();

            assertThat(next.catalog.highestIds()).isEqualTo(Map.of(".", 3));
            assertThat(next.catalog.version("orders", 1)).isEmpty();
            assertThat(next.catalog.version("payments", 1))
                    .map(SchemaVersion::deleted)
                    .hasValue(true);
        }
        assertThat(TopicReader.state(kafka.bootstrapServers(), topic, "read_committed"))
                .isEqualTo(TopicReader.state(kafka.bootstrapServers(), topic, "read_uncommitted"))
                .containsEntry(
                        "{\"keytype\":\"SCHEMA\",\"subject\":\"payments\",\"version\":1,\"magic\":1}",
                        "{\"subject\":\"payments\",\"version\":1,\"id\":3,\"schemaType\":\"AVRO\",\"schema\":\"\\\"int\\\"\",\"deleted\":true}")
                .doesNotContainKey("{\"keytype\":\"SCHEMA\",\"subject\":\"orders\",\"version\":1,\"magic\":1}");
    }

    @Test
    void seesThroughWhatTwoLeadersLeftOpenOneAfterTheOther() throws Exception {
        String topic = "_left_open_twice";
        try (Registry before = Registry.on(topic)) {
            before.activate();
        }
        dieWriting(topic, schema("orders", 1, "bytes"));
        dieWriting(topic, schema("payments", 2, "int"));

        try (Registry next = Registry.on(topic)) {
            next.activate();
        }

        assertThat(TopicReader.state(kafka.bootstrapServers(), topic, "read_committed"))
                .isEqualTo(TopicReader.state(kafka.bootstrapServers(), topic, "read_uncommitted"))
                .hasSize(3);
    }

    @Test
    void refusesATopicWithSeveralPartitions() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(
                            List.of(new NewTopic("_split", 3, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> Registry.on("_split"))
                .isInstanceOf(InvalidTopicConfigurationException.class)
                .hasMessage(
                        "The topic _split has 3 partitions, but the registry needs exactly 1 to keep its order. Copy its"
                                + " records to a topic with one partition and name that one with --topic");
    }

    @Test
    void refusesWhatIsTooLargeForTheBrokerAndGoesOnLeading() throws Exception {
        String topic = "_narrow";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "20000"))))
                    .all()
                    .get();
        }
        try (Registry registry = Registry.on(topic)) {
            registry.activate();
            int epoch = registry.log.leaderEpoch();
            LogCoordinator coordinator = new LogCoordinator(registry.log);
            CountDownLatch goOn = new CountDownLatch(1);
            // Given a write that the broker finds too large, between two that it takes, all in one append
            CompletableFuture<Integer> holding = writing(coordinator, schema("holding", 1, "int"), goOn);
            await().until(() -> coordinator.waiting() == 0);
            CompletableFuture<Integer> before = writing(coordinator, schema("before", 2, "int"), NO_WAIT);
            await().until(() -> coordinator.waiting() == 1);
            CompletableFuture<Integer> tooLarge =
                    writing(coordinator, schema("large", 3, "x".repeat(100_000)), NO_WAIT);
            await().until(() -> coordinator.waiting() == 2);
            CompletableFuture<Integer> behind = writing(coordinator, schema("behind", 4, "int"), NO_WAIT);
            await().until(() -> coordinator.waiting() == 3);

            // When they are written
            goOn.countDown();

            // Then only the one that is too large is refused, and the leader still leads
            assertThat(holding.get()).isEqualTo(1);
            assertThat(before.get()).isEqualTo(1);
            assertThat(behind.get()).isEqualTo(1);
            assertThatThrownBy(tooLarge::get)
                    .cause()
                    .isInstanceOf(RestException.class)
                    .hasMessage("Register operation failed because schema is too large");
            assertThat(registry.log.leaderEpoch()).isEqualTo(epoch);
            registry.write(schema("last", 5, "int"));
            assertThat(registry.catalog.subjects("", LookupFilter.ACTIVE))
                    .containsExactly("before", "behind", "holding", "last");
        }
        assertThat(TopicReader.state(kafka.bootstrapServers(), topic, "read_committed"))
                .isEqualTo(TopicReader.state(kafka.bootstrapServers(), topic, "read_uncommitted"));
    }

    private static CompletableFuture<Integer> writing(
            LogCoordinator coordinator, RegistryRecord record, CountDownLatch goOn) {
        WriteOperation<Integer> operation = new WriteOperation<>(
                () -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    return new CoordinatorResult<>(List.of(record), 1, Set.of());
                },
                false);
        CompletableFuture<Integer> written = new CompletableFuture<>();
        Thread writer = new Thread(
                () -> {
                    try {
                        written.complete(coordinator.write(operation));
                    } catch (RuntimeException refused) {
                        written.completeExceptionally(refused);
                    }
                },
                "writer");
        writer.setDaemon(true);
        writer.start();
        return written;
    }

    /** Leaves records in the log the way a registry does that is killed between writing and committing. */
    private static void dieWriting(String topic, RegistryRecord... records) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "transactional.id",
                        GROUP + "-" + topic,
                        "enable.metrics.push",
                        false),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (RegistryRecord record : records) {
                LogRecord serialized = RecordSerde.write(record);
                producer.send(new ProducerRecord<>(topic, 0, serialized.key(), serialized.value()))
                        .get();
            }
            producer.close(Duration.ZERO);
        }
    }

    private static RegistryRecord schema(String subject, int id, String type) {
        int version = subject.equals("orders") && type.equals("bytes") ? 2 : 1;
        return new SchemaRecord(
                subject, version, id, new SchemaContent("\"" + type + "\"", List.of(), null, null), false);
    }
}
