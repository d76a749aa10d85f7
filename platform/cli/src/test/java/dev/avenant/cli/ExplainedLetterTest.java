package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One dead letter on one screen, with what to do about it. */
@Tag("broker")
class ExplainedLetterTest extends PlatformCommands {

    private static final String FIRST = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [{"name": "amount", "type": "long"}]}
            """;
    private static final String SECOND = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [{"name": "amount", "type": "long"},
             {"name": "note", "type": "string", "default": ""}]}
            """;

    @Test
    void saysWithWhichSchemaItWasWrittenWhatItHoldsAndWhatToDo() throws Exception {
        createTopic("explained.books.dlt");
        int id = register("explained-shop.Paid", FIRST);
        register("explained-shop.Paid", SECOND);
        send("explained.books.dlt", new WirePrefix(id).before(new byte[] {14}), "HANDLER_REFUSED");

        Result result = explain("explained.books.dlt", "0:0");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                        0:0  HANDLER_REFUSED
                          from       explained, partition 2, offset 41, written 2026-01-01T00:00:00Z
                          group      books
                          failed     2026-01-01T00:00:01Z
                          why        no account
                          key        7
                          value      6 bytes  00 00 00 00 %02x 0e  |......|
                          id         737b0bec-617a-3254-81a3-f4a84245b340, attempt 3
                          format     magic byte 00, schema id %d
                          schema     written with explained-shop.Paid version 1; the newest is version 2
                          read       {"amount":7}
                          cause      The handler says that it can never handle this event.
                          to do      Correct what the reason names, in the data or in the handler, then replay this one; or drop it.
                        """.formatted(id, id));
    }

    @Test
    void saysThatBytesAreNoAvro() throws Exception {
        createTopic("garbled.books.dlt");
        send("garbled.books.dlt", bytes("{}"), "NOT_AVRO");

        assertThat(explain("garbled.books.dlt", "0").out()).contains("""
                          format     no Avro in Confluent's wire format: expected the magic byte 00 and a schema id
                          cause      A producer without the Avro serializer wrote to the topic, or wrote text or another format.
                          to do      Correct the producer. The bytes never change: have it send the event again, and drop this one.
                        """);
    }

    @Test
    void saysThatNoLetterLiesThere() {
        createTopic("nothing.books.dlt");

        Result result = explain("nothing.books.dlt", "0:7");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .isEqualTo("There is no dead letter at 0:7 of nothing.books.dlt."
                        + " avenant dead-letters show nothing.books.dlt lists them.\n");
    }

    private Result explain(String topic, String place) {
        return platform(
                "",
                "dead-letters",
                "explain",
                topic,
                "--offset",
                place,
                "--registry",
                registry.url().toString());
    }

    private int register(String subject, String schema) {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            return Objects.requireNonNull(
                    client.register(subject, SchemaDefinition.of(schema), false).id());
        }
    }

    private static void send(String topic, byte[] value, String category) throws Exception {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, bytes("7"), value);
        String source = topic.substring(0, topic.indexOf('.'));
        Map.of("topic", source, "partition", "2", "offset", "41", "timestamp", "1767225600000", "group", "books")
                .forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, bytes(text)));
        letter.headers()
                .add("avenant-dlt-category", bytes(category))
                .add("avenant-dlt-message", bytes("no account"))
                .add("avenant-dlt-failed-at", bytes("2026-01-01T00:00:01Z"))
                .add("avenant-dlt-attempt", bytes("3"));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(letter).get();
        }
    }
}
