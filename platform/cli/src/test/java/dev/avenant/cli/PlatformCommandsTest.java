package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.cli.Shell.Result;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class PlatformCommandsTest {
    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @SuppressWarnings("NullAway.Init")
    private static SchemaRegistry registry;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @BeforeAll
    static void aRegistry() {
        registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0));
    }

    @AfterAll
    static void noRegistry() {
        registry.close();
    }

    @BeforeEach
    void aProject() {
        shell = new Shell(folder);
    }

    private static Result platform(String input, String... words) {
        return Shell.runWith(
                input,
                Stream.concat(Stream.of(words), Stream.of("--bootstrap-servers", kafka.bootstrapServers()))
                        .toList());
    }

    private Result push(SchemaRegistry target, String... more) {
        return shell.run(
                Stream.concat(Stream.of("push", "--registry", target.url().toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void pushesTypesFirstAndOnlyOnce() {
        try (SchemaRegistry empty =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            Result dryRun = push(empty, "--dry-run");
            Result first = push(empty);
            Result second = push(empty);

            assertThat(dryRun.out()).endsWith("10 to register, 0 there already.\n");
            assertThat(first.out())
                    .contains("registered CustomerType v1 as shop.types.CustomerType (id 1)\n")
                    .contains("registered OrderPlaced v2 with Money v1, OrderStatus v1 "
                            + "as order-events-shop.order.events.OrderPlaced (id 10)\n")
                    .endsWith("10 registered, 0 there already.\n");
            assertThat(second.out()).isEqualTo("0 registered, 10 there already.\n");
        }
    }

    @Test
    void refersToTheReleaseOfATypeThatHasTheSameTypesAsTheEvent() throws IOException {
        try (SchemaRegistry empty =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            shell.write("types/Unit/v1.avsc", """
                    {"type": "enum", "namespace": "shop.types", "name": "Unit", "doc": "What is counted.",
                     "symbols": ["UNSPECIFIED", "PIECE"], "default": "UNSPECIFIED"}
                    """);
            shell.edit("contracts.yaml", "types:\n", "types:\n  Unit: { owner: order-service }\n");
            shell.run("new", "Money");
            shell.edit(
                    "types/Money/v2.avsc",
                    "such as EUR.\"}",
                    "such as EUR.\"},\n    {\"name\": \"per\", \"type\": [\"null\", \"shop.types.Unit\"],"
                            + " \"doc\": \"What it is the price of; null when of all.\", \"default\": null}");
            shell.run("release");
            shell.run("new", "Unit");
            shell.edit("types/Unit/v2.avsc", "\"PIECE\"", "\"PIECE\", \"METRE\"");
            Result released = shell.run("release");

            Result pushed = push(empty);

            assertThat(released.out())
                    .contains("released shop.types.Money v2\n", "released shop.order.events.OrderPlaced v2\n");
            assertThat(pushed.exitCode()).isZero();
            RegistryClient client = new HttpRegistryClient(empty.url(), Duration.ofSeconds(20));
            assertThat(client.latest("order-events-shop.order.events.OrderPlaced")
                            .orElseThrow()
                            .referencesOrNone())
                    .contains(new SchemaReference("shop.types.Money", "shop.types.Money", 3));
        }
    }

    @Test
    void saysHowARegistryDiffersBothWays() {
        try (SchemaRegistry other =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            String url = other.url().toString();
            push(other);
            Result same = shell.run("contracts", "status", "--registry", url);
            SchemaAlias.register(other, "customer-events-shop.customer.events.CustomerForgotten", "\"string\"");
            shell.run("new", "CustomerDeleted");
            shell.edit(
                    "customer-events/CustomerDeleted/v2.avsc",
                    "\"doc\": \"A customer's",
                    "\"doc\": \"Then a customer's");
            shell.run("release");

            Result differs = shell.run("contracts", "status", "--registry", url);

            assertThat(same.exitCode()).isZero();
            assertThat(same.out())
                    .isEqualTo("10 released versions are registered as they should be; nothing differs.\n");
            assertThat(differs.exitCode()).isEqualTo(1);
            assertThat(differs.out()).isEqualTo("""
                            1 released and not registered (avenant push registers them):
                              customer-events-shop.customer.events.CustomerDeleted: CustomerDeleted v2 with CustomerType v1
                            1 registered and never released from here:
                              customer-events-shop.customer.events.CustomerForgotten: the whole subject
                            10 released versions are registered as they should be.
                            """);
        }
    }

    @Test
    void checksTheContractsAgainstARegistry() {
        try (SchemaRegistry other =
                SchemaRegistry.start(SchemaRegistryConfig.inMemory().port(0))) {
            String url = other.url().toString();
            push(other);
            shell.run("new", "CustomerDeleted");
            shell.edit("customer-events/CustomerDeleted/v2.avsc", "\"type\": \"long\"", "\"type\": \"string\"");

            Result result = shell.run("check", "--against", url);

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).contains("the new version reads what registry v1 wrote");
        }
    }

    @Test
    void pushesNothingToARegistryElsewhereUnlessToldTo() throws Exception {
        String elsewhere = addressThatIsNotCalledLocal();
        try (SchemaRegistry remote = SchemaRegistry.start(
                SchemaRegistryConfig.inMemory().host(elsewhere).port(0))) {
            String url = "http://" + elsewhere + ":" + remote.url().getPort();

            Result dry = shell.run("push", "--registry", url);
            String registeredByDry = subjects(url);
            Result applied = shell.run("push", "--registry", url, "--apply");
            String registered = subjects(url);

            assertThat(dry.exitCode()).isZero();
            assertThat(dry.out())
                    .contains("would set compatibility FULL_TRANSITIVE for shop.types.CustomerType\n")
                    .contains("would register CustomerType v1 as shop.types.CustomerType\n")
                    .endsWith("10 to register, 0 there already.\n" + elsewhere
                            + " is not this machine, so nothing was written. Add --apply to do it.\n");
            assertThat(registeredByDry).isEqualTo("[]");
            assertThat(applied.exitCode()).isZero();
            assertThat(applied.out()).endsWith("10 registered, 0 there already.\n");
            assertThat(registered).contains("\"customer-events-shop.customer.events.CustomerCreated\"");
        }
    }

    @Test
    void saysThatARegistryDoesNotAnswer() {
        Result result = shell.run("push", "--registry", "http://127.0.0.1:1");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("The request to the schema registry failed: ");
    }

    /** An address of this machine that a URL does not show to be one: a second loopback address, or the network's. */
    private static String addressThatIsNotCalledLocal() throws IOException {
        InetAddress second = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (ServerSocket probe = new ServerSocket(0, 1, second)) {
            return probe.getInetAddress().getHostAddress();
        } catch (BindException noSecondLoopback) {
            return InetAddress.getLocalHost().getHostAddress();
        }
    }

    private static String subjects(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "/subjects")).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void createsTheTopicsOfTheContracts() {
        Result first = push(registry, "--bootstrap-servers", kafka.bootstrapServers());
        Result second = push(registry, "--bootstrap-servers", kafka.bootstrapServers());

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
    void saysWhichEventsTheRegistryKnows() {
        push(registry);

        Result result = platform(
                "{}",
                "events",
                "produce",
                "customer-events",
                "--event",
                "CustomerGone",
                "--registry",
                registry.url().toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("Expected the name of an event on customer-events but found CustomerGone. The registry at "
                        + registry.url() + " knows shop.customer.events.CustomerCreated, "
                        + "shop.customer.events.CustomerDeleted, shop.customer.events.CustomerUpdated.\n");
    }

    @Test
    void showsDeadLettersAndReplaysThem() throws Exception {
        createTopic("pay.books.dlt");
        createTopic("pay.books.replay");
        deadLetter("pay.books.dlt", "7", "garbage", "NOT_AVRO");
        deadLetter("pay.books.dlt", "8", "more", "HANDLER_REFUSED");

        Result list = platform("", "dead-letters", "list");
        Result show = platform("", "dead-letters", "show", "pay.books.dlt");
        Result replay = platform("", "dead-letters", "replay", "pay.books.dlt", "--category", "NOT_AVRO");
        Result replayed = platform(
                "",
                "events",
                "tail",
                "pay.books.replay",
                "--from-beginning",
                "--until-end",
                "--registry",
                registry.url().toString());

        assertThat(list.out()).contains("pay.books.dlt  2 messages\n");
        assertThat(show.out()).startsWith("""
                        0:0  NOT_AVRO
                          from       pay, partition 2, offset 41, written 2026-01-01T00:00:00Z
                          group      books
                          failed     2026-01-01T00:00:01Z
                          why        expected a schema id but found \\u001b[31mtext
                          exception  dev.avenant.serde.NotAvroException
                          key        7
                          value      7 bytes  67 61 72 62 61 67 65  |garbage|
                          headers    ce_id=x7

                        0:1  HANDLER_REFUSED
                        """);
        assertThat(replay.out()).isEqualTo("Replayed 1 message to pay.books.replay.\n");
        assertThat(replayed.out().lines()).hasSize(1);
        assertThat(replayed.out()).contains(" 7 (no Avro");
    }

    @Test
    void wantsToBeToldWhatToReplay() {
        Result result = platform("", "dead-letters", "replay", "pay.books.dlt");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("Expected which messages to replay (--offset, --key, --category or --all) "
                        + "but found none.\n");
    }

    @Test
    void saysThatATopicIsNotThere() {
        Result result = platform("", "dead-letters", "show", "nobody.nowhere.dlt");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .isEqualTo("Kafka at " + kafka.bootstrapServers() + " has no topic \"nobody.nowhere.dlt\". "
                        + "Check the name.\n");
    }

    private static void createTopic(String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Kafka.at(kafka.bootstrapServers(), new CommandConfig())
                    .answer(admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                            .all());
        }
    }

    private static void deadLetter(String topic, String key, String value, String category) throws Exception {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(topic, bytes(key), bytes(value));
        Map.of("topic", "pay", "partition", "2", "offset", "41", "timestamp", "1767225600000", "group", "books")
                .forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, bytes(text)));
        letter.headers()
                .add("avenant-dlt-category", bytes(category))
                .add("avenant-dlt-exception", bytes("dev.avenant.serde.NotAvroException"))
                .add("avenant-dlt-message", bytes("expected a schema id but found \u001b[31mtext"))
                .add("avenant-dlt-failed-at", bytes("2026-01-01T00:00:01Z"))
                .add("ce_id", bytes("x" + key));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(letter).get();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
