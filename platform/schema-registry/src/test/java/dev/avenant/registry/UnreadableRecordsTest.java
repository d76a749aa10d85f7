package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.log.RecordReplayer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Records in the topic that cannot be read stop nothing: not the registry that meets them, not its start, not a new leader. */
@Tag("broker")
@Isolated("reads the log of what is passed over, of which a process has one")
class UnreadableRecordsTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    /** A record as bytes. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Raw(byte[] key, byte[] value) {}

    private static final List<Raw> UNREADABLE = List.of(
            record(key("a", 1), "{\"id\":1,\"schema\":\"\\\"int\\\"\",\"references\":[null]}"),
            record(key("a", 2), "{\"id\":1,\"schema\":\"\\\"int\\\"\",\"metadata\":{\"tags\":{\"a\":[null]}}}"),
            record(key("a", 3), "{\"id\":1,\"schema\":{}}"),
            record(key("a", 4), "{\"id\":1,\"schema\":" + "[".repeat(100_000)),
            record(key("a", 99), "{"),
            record("no JSON", "{}"),
            new Raw(new byte[] {(byte) 0xC3, 0x28}, "{}".getBytes(StandardCharsets.UTF_8)),
            new Raw(key("a", 5).getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xFF, (byte) 0xFE}),
            record("{\"keytype\":\"CONFIG\",\"magic\":0}", "{\"compatibilityLevel\":\"SIDEWARD\"}"),
            record("{\"keytype\":\"MODE\",\"magic\":0}", "{\"mode\":\"ASLEEP\"}"),
            record("{\"keytype\":\"NOOP\",\"magic\":0}", "{\"highestIds\":{\".\":\"many\"}}"));

    @Test
    void areLoggedAndCountedAndStopNothing() throws Exception {
        String topic = "_unreadable";
        create(topic);
        send(topic, UNREADABLE);
        send(topic, List.of(record("{\"keytype\":\"LINK\"}", "{}")));
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic(topic);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger logger = (Logger) LoggerFactory.getLogger(RecordReplayer.class);
        logger.addAppender(logged);
        try (RegistryTester first = RegistryTester.begin(config)) {
            assertThat(first.post("/subjects/a/versions", schema("\"string\""))).startsWith("200 ");
            assertThat(first.get("/-/ready")).isEqualTo("200 {\"status\":\"ready\"}");
            assertThat(first.get("/-/metrics"))
                    .contains("avenant_registry_log_unreadable_records_total " + UNREADABLE.size() + ".0\n");

            send(topic, UNREADABLE);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(first.get("/-/metrics"))
                            .contains(
                                    "avenant_registry_log_unreadable_records_total " + 2 * UNREADABLE.size() + ".0\n"));
            assertThat(first.post("/subjects/b/versions", schema("\"bytes\""))).startsWith("200 ");
        } finally {
            logger.detachAppender(logged);
        }
        assertThat(logged.list.get(0).getFormattedMessage())
                .isEqualTo("The record at offset 0 cannot be read and is passed over:"
                        + " value.references[0]: expected an object but found null");
        assertThat(logged.list).hasSize(2 * UNREADABLE.size());

        try (RegistryTester again = RegistryTester.begin(config)) {
            assertThat(again.get("/subjects")).isEqualTo("200 [\"a\",\"b\"]");
            assertThat(again.post("/subjects/c/versions", schema("\"int\""))).startsWith("200 ");
            assertThat(again.get("/-/ready")).isEqualTo("200 {\"status\":\"ready\"}");
        }
    }

    @Test
    void keepNoRegistryFromLeadingWhenTheyWereLeftUncommitted() throws Exception {
        String topic = "_unreadable_uncommitted";
        create(topic);
        try (KafkaProducer<byte[], byte[]> dying = producer(Map.of("transactional.id", topic))) {
            dying.initTransactions();
            dying.beginTransaction();
            for (Raw record : UNREADABLE) {
                dying.send(new ProducerRecord<>(topic, 0, record.key(), record.value()))
                        .get();
            }
            dying.send(new ProducerRecord<>(
                            topic,
                            0,
                            key("left", 1).getBytes(StandardCharsets.UTF_8),
                            "{\"id\":5,\"schema\":\"\\\"long\\\"\"}".getBytes(StandardCharsets.UTF_8)))
                    .get();
            dying.abortTransaction();
        }

        try (RegistryTester next = RegistryTester.begin(
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic(topic))) {
            assertThat(next.post("/subjects/b/versions", schema("\"bytes\""))).startsWith("200 {\"id\":6,");
            assertThat(next.get("/subjects")).isEqualTo("200 [\"b\",\"left\"]");
        }
    }

    private static String key(String subject, int version) {
        return "{\"keytype\":\"SCHEMA\",\"subject\":\"" + subject + "\",\"version\":" + version + ",\"magic\":1}";
    }

    private static Raw record(String key, String value) {
        return new Raw(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("enable.metrics.push", false);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(String topic, List<Raw> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (Raw record : records) {
                producer.send(new ProducerRecord<>(topic, 0, record.key(), record.value()))
                        .get();
            }
        }
    }
}
