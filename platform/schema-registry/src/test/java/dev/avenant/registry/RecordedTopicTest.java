package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The records of a Confluent Schema Registry 8.5 are read as it reads them, and the same requests write the same. */
@Tag("broker")
class RecordedTopicTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void answersFromRecordedRecordsAsTheServerThatWroteThem() throws Exception {
        String topic = "_recorded";
        createCompacted(topic);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (JsonNode record : resource("topic.json")) {
                producer.send(new ProducerRecord<>(topic, 0, record.path("key").asText(), textOf(record.path("value"))))
                        .get();
            }
        }

        try (SchemaRegistry registry = SchemaRegistry.start(config(topic))) {
            assertThat(differencesInState(registry)).isEmpty();
        }
    }

    @Test
    void writesForTheSameRequestsWhatTheRecordedServerWrote() throws Exception {
        String topic = "_written";
        try (SchemaRegistry registry = SchemaRegistry.start(config(topic))) {
            for (JsonNode exchange : resource("exchanges.json")) {
                JsonNode body = exchange.path("body");
                RawHttp.Reply reply = RawHttp.send(
                        registry.url(),
                        exchange.path("method").asText(),
                        exchange.path("path").asText(),
                        Map.of("Content-Type", "application/vnd.schemaregistry.v1+json"),
                        body.isNull() ? null : body.toString().getBytes(StandardCharsets.UTF_8));
                assertThat(reply.status())
                        .as(reply.body())
                        .isEqualTo(exchange.path("status").asInt());
                assertThat(Transcript.compare(
                                exchange.path("response"), Transcript.JSON.readTree(reply.body()), "", Set.of()))
                        .isEmpty();
            }
            assertThat(differencesInState(registry)).isEmpty();
        }

        assertThat(withoutNoops(read(topic))).isEqualTo(withoutNoops(recorded()));
        try (SchemaRegistry again = SchemaRegistry.start(config(topic))) {
            assertThat(differencesInState(again)).isEmpty();
        }
    }

    private static SchemaRegistryConfig config(String topic) {
        return SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic(topic);
    }

    private static List<String> differencesInState(SchemaRegistry registry) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> question : resource("state.json").properties()) {
            ObjectNode step = Transcript.JSON.createObjectNode();
            step.putObject("request").put("path", question.getKey());
            ObjectNode response = step.putObject("response");
            response.put("status", question.getValue().path("status").asInt());
            response.put("contentType", "application/vnd.schemaregistry.v1+json");
            response.set("body", question.getValue().path("response"));
            RawHttp.Reply reply = RawHttp.send(registry.url(), "GET", question.getKey(), Map.of(), null);
            Optional<String> difference = Transcript.difference(step, reply);
            difference.ifPresent(text -> differences.add(question.getKey() + ": " + text));
        }
        return differences;
    }

    private static List<String> recorded() throws IOException {
        List<String> records = new ArrayList<>();
        for (JsonNode record : resource("topic.json")) {
            records.add(record.path("key").asText() + " " + textOf(record.path("value")));
        }
        return records;
    }

    private static List<String> withoutNoops(List<String> records) {
        return records.stream().filter(record -> !record.contains("\"NOOP\"")).toList();
    }

    private static List<String> read(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            List<String> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    records.add(record.key() + " " + record.value());
                }
            }
            return records;
        }
    }

    private static void createCompacted(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
    }

    private static JsonNode resource(String name) throws IOException {
        try (InputStream in = RecordedTopicTest.class.getResourceAsStream("/registry-topic/" + name)) {
            return Transcript.JSON.readTree(Objects.requireNonNull(in));
        }
    }

    private static @Nullable String textOf(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }
}
