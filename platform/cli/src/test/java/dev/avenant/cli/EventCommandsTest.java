package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that make topics, and write and read their records. */
@Tag("process")
class EventCommandsTest extends PlatformCommands {
    /** At a broker of its own: other tests have topics of these names. */
    @Test
    void createsTheTopicsOfTheContracts(@TempDir Path data) {
        Result first;
        Result second;
        try (KafkaBroker empty = KafkaBroker.start(data)) {
            first = push(registry, "--bootstrap-servers", empty.bootstrapServers());
            second = push(registry, "--bootstrap-servers", empty.bootstrapServers());
        }

        assertThat(first.out())
                .contains("created topic customer-events (3 partitions)\n")
                .contains("created topic order-events (3 partitions)\n");
        assertThat(second.out()).doesNotContain("topic");
    }

    @Test
    void writesAnEventAndReadsItBack() {
        push(registry);
        createTopic("tour-events");
        String event =
                "{\"customerId\":\"d9b7a2f0-6c1e-4d3a-8f55-0c9e2b7a1d44\",\"version\":3,\"customerType\":\"BUSINESS\","
                        + "\"deletedAt\":1767225600000}";
        SchemaAlias.copy(registry, "customer-events", "tour-events", "shop.customer.events.CustomerDeleted");

        Result produced = platform(
                event,
                "events",
                "produce",
                "tour-events",
                "--event",
                "CustomerDeleted",
                "--key",
                "7",
                "--registry",
                registry.url().toString());
        Result read = platform(
                "",
                "events",
                "tail",
                "tour-events",
                "--from-beginning",
                "--max",
                "1",
                "--registry",
                registry.url().toString());

        assertThat(produced.out()).isEqualTo("written to tour-events, partition 0, offset 0\n");
        assertThat(read.out()).endsWith(" 7 " + event + "\n");
    }

    @Test
    void printsTheEventsForWhichAnExpressionHolds() {
        push(registry);
        createTopic("expressed-events");
        SchemaAlias.copy(registry, "customer-events", "expressed-events", "shop.customer.events.CustomerDeleted");
        String url = registry.url().toString();
        for (int version = 1; version <= 3; version++) {
            String event = "{\"customerId\":\"d9b7a2f0-6c1e-4d3a-8f55-0c9e2b7a1d44\",\"version\":" + version
                    + ",\"customerType\":\"BUSINESS\",\"deletedAt\":1767225600000}";
            platform(event, "events", "produce", "expressed-events", "--event", "CustomerDeleted", "--registry", url);
        }
        platform("no Avro", "events", "produce", "expressed-events", "--raw");

        Result found = platform(
                "",
                "events",
                "tail",
                "expressed-events",
                "--from-beginning",
                "--until-end",
                "--where",
                "value.version >= 2 && value.deletedAt == timestamp('2026-01-01T00:00:00Z')",
                "--registry",
                url);
        Result wrong = platform("", "events", "tail", "expressed-events", "--where", "version > 1", "--registry", url);

        assertThat(found.out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"version\":2") || line.contains("\"version\":3"));
        assertThat(found.err())
                .endsWith(
                        "Of 1 event it cannot be said whether the expression holds; the first is 0:3: the value cannot be"
                                + " decoded: no Avro in Confluent's wire format.\n");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err())
                .endsWith(
                        "Expected an expression in CEL over key, value, headers, partition, offset, timestamp, type and"
                                + " schema_id but found a fault at line 1, column 1: undeclared reference to 'version'.\n");
    }

    @Test
    void writesNothingThatAReaderWouldRefuse() {
        push(registry);
        createTopic("refused-events");
        SchemaAlias.copy(registry, "customer-events", "refused-events", "shop.customer.events.CustomerDeleted");
        String url = registry.url().toString();
        String event =
                "{\"customerId\":\"%s\",\"version\":3,\"customerType\":\"BUSINESS\",\"deletedAt\":1767225600000%s}";

        Result noUuid = platform(
                event.formatted("1-2-3-4-5", ""),
                "events",
                "produce",
                "refused-events",
                "--event",
                "CustomerDeleted",
                "--registry",
                url);
        Result unknown = platform(
                event.formatted("d9b7a2f0-6c1e-4d3a-8f55-0c9e2b7a1d44", ",\"more\":1"),
                "events",
                "produce",
                "refused-events",
                "--event",
                "CustomerDeleted",
                "--registry",
                url);
        Result letters = platform(
                "{}",
                "events",
                "produce",
                "refused-events.billing.dlt",
                "--event",
                "CustomerDeleted",
                "--registry",
                url);

        assertThat(noUuid)
                .isEqualTo(new Result(
                        ExitCode.USAGE,
                        "",
                        "Expected a value of refused-events-shop.customer.events.CustomerDeleted version 1, but at $.customerId"
                                + " expected a UUID but found \"1-2-3-4-5\".\n"));
        assertThat(unknown.err()).contains("at $ expected no field more");
        assertThat(letters.err())
                .isEqualTo(
                        "Expected a topic of events but refused-events.billing.dlt is one of dead letters or their replays."
                                + " Replay a letter instead.\n");
    }

    @ParameterizedTest
    @CsvSource({"pings-value, Ping", "pings-value, radar.Ping", "radar.Ping, radar.Ping"})
    void findsAnEventByTheTopicAloneOrByTheRecordAlone(String subject, String event) {
        String topic = UUID.randomUUID() + "-pings";
        createTopic(topic);
        SchemaAlias.register(
                registry,
                subject.replace("pings", topic),
                "{\"type\": \"record\", \"name\": \"Ping\", \"namespace\": \"radar\","
                        + " \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]}");

        Result produced = platform(
                "{\"x\":1}",
                "events",
                "produce",
                topic,
                "--event",
                event,
                "--registry",
                registry.url().toString());

        assertThat(produced).isEqualTo(new Result(0, "written to " + topic + ", partition 0, offset 0\n", ""));
    }

    @Test
    void sendsRawBytesAndShowsThemAsTheyAre() {
        createTopic("raw-events");

        platform("this is no Avro\n", "events", "produce", "raw-events", "--raw", "--key", "tour");
        Result read = platform(
                "",
                "events",
                "tail",
                "raw-events",
                "--from-beginning",
                "--until-end",
                "--registry",
                registry.url().toString());

        assertThat(read.out())
                .startsWith("0:0 ")
                .endsWith(" tour (no Avro in Confluent's wire format; its bytes are "
                        + "74 68 69 73 20 69 73 20 6e 6f 20 41 76 72 6f 0a  |this is no Avro.|)\n");
    }

    @Test
    void readsEveryFormOfTheWireFormatAndSaysWhatIsWrongWithTheRest() throws Exception {
        createTopic("mixed-events");
        RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(20));
        RegisteredSchema registered = client.register("mixed-events-value", SchemaDefinition.of("\"string\""), false);
        int id = Objects.requireNonNull(registered.id());
        String guid = Objects.requireNonNull(registered.guid());
        send("mixed-events", new byte[] {0, 0, 0, 0, (byte) id, 4, 'h', 'i'}, null);
        send("mixed-events", new byte[] {4, 'h', 'o'}, UUID.fromString(guid));
        send("mixed-events", new byte[] {0, 0, 0, 0, (byte) id, 20, 'x'}, null);
        send("mixed-events", new byte[] {0, 0, 1, 0, 0, 4, 'h', 'i'}, null);
        send("mixed-events", null, null);

        Result read = platform(
                "",
                "events",
                "tail",
                "mixed-events",
                "--from-beginning",
                "--until-end",
                "--details",
                "--registry",
                registry.url().toString());

        assertThat(read.out().lines().map(line -> line.replaceFirst("^0:\\d \\S+ ", "")))
                .containsExactly(
                        "k [schema " + id + ", ce_id=x7] \"hi\"",
                        "k [schema " + guid + ", ce_id=x7] \"ho\"",
                        "k [schema " + id + ", ce_id=x7] ([value of mixed-events, schema " + id + ", byte 6] Error"
                                + " deserializing Avro message for id " + id + ": the payload ends before the record"
                                + " does; its bytes are 00 00 00 00 "
                                + HexFormat.of().toHexDigits((byte) id)
                                + " 14 78  |......x|)",
                        "k [schema 65536, ce_id=x7] (the registry knows no schema of id 65536; its bytes are"
                                + " 00 00 01 00 00 04 68 69  |......hi|)",
                        "k [ce_id=x7] (no value: a tombstone)");
    }

    private static byte[] guidHeader(String guid) {
        UUID id = UUID.fromString(guid);
        return ByteBuffer.allocate(17)
                .put((byte) 1)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static void send(String topic, byte @Nullable [] value, @Nullable UUID guid) throws Exception {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, bytes("k"), value);
        message.headers().add("ce_id", bytes("x7"));
        if (guid != null) {
            message.headers().add("__value_schema_id", guidHeader(guid.toString()));
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }

    @Test
    void saysThatTheRegistryIsAwayRatherThanThatARecordIsBad() throws Exception {
        createTopic("away-events");
        send("away-events", new byte[] {0, 0, 0, 0, 1, 4, 'h', 'i'}, null);

        Result read = platform(
                "",
                "events",
                "tail",
                "away-events",
                "--from-beginning",
                "--max",
                "1",
                "--registry",
                "http://localhost:1");

        assertThat(read.exitCode()).isEqualTo(3);
        assertThat(read.out()).isEmpty();
        assertThat(read.err())
                .contains("The request to the schema registry failed: ")
                .contains("Connection refused");
    }

    @Test
    void saysThatATopicIsNotThere() {
        Result result = platform("", "dead-letters", "show", "nobody.nowhere.dlt");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("Kafka at " + kafka.bootstrapServers() + " has no topic \"nobody.nowhere.dlt\". "
                        + "Check the name.\n");
    }
}
