package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A console that shows dead letters which tests put on topics, to somebody who may replay and drop them. */
@Tag("broker")
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.access.everybody[0].role=operator",
            "avenant.console.access.everybody[0].topics=*",
            "avenant.console.access.everybody[0].subjects=*"
        })
abstract class LetterPages {

    static final String FIRST = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"}, {"name": "payer", "type": "string", "tags": ["PII"]}]}
            """;
    static final String SECOND = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"}, {"name": "payer", "type": "string", "tags": ["PII"]},
             {"name": "note", "type": "string", "default": ""}]}
            """;

    static final String NOTE = """
            {"type": "record", "name": "Note", "namespace": "shop", "fields": [
             {"name": "text", "type": "string"}, {"name": "count", "type": "long"}]}
            """;

    /** Of 7, paid by Ada. */
    static final byte[] PAYLOAD = {14, 6, 'A', 'd', 'a'};

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    /** Of all these tests in a JVM. */
    static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());

    static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
    }

    @AfterAll
    static void stop() throws Exception {
        topics.deleteAll();
    }

    static int register(String subject, String schema) {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            return Objects.requireNonNull(
                    client.register(subject, SchemaDefinition.of(schema), false).id());
        }
    }

    /** As many letters of a topic that was just made, with keys k0, k1, …; each third was NOT_AVRO. */
    static void letters(String topic, int count) throws Exception {
        topics.create(1, topic, topic + ".books.dlt", topic + ".books.replay");
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            letters.add(LetterTopics.own(
                    topic,
                    number,
                    "k" + number,
                    number % 3 == 0 ? "NOT_AVRO" : "HANDLER_REFUSED",
                    "garbage".getBytes(UTF_8)));
        }
        topics.send(letters);
    }

    static void awaitReplays(String topic, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(topics.read(topic + ".books.replay")).hasSize(count));
    }

    void awaitDone(String address, String words) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text()).contains(words));
    }
}
