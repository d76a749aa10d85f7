package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.CalledInTest;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What commands for events print and write through the console is what they print and write of Kafka itself. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EventCommandsTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long BEGIN = 1_772_366_400_000L;
    private static final String NOTE = """
            {"type":"record","name":"Note","namespace":"shop",
             "fields":[{"name":"text","type":"string","tags":["PII"]},{"name":"n","type":"int"}]}""";

    @LocalServerPort
    private int port;

    private String topic = "";
    private int id;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.timeout", () -> "30s");
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("olga", "p", "role=operator,topics=page-,subjects=page-"),
                LocalUser.of("vic", "p", "role=viewer,topics=page-"));
    }

    /** Kafka's producers place the key {@code a} in partition 1, {@code f} in 0 and {@code b} in 2. */
    @BeforeEach
    void aTopicOfThreePartitions() throws Exception {
        topic = "page-" + NUMBER.incrementAndGet();
        topics.create(3, topic, topic + "-many");
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            id = Objects.requireNonNull(client.register(topic + "-shop.Note", SchemaDefinition.of(NOTE), false)
                    .id());
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            records.add(record(topic, null, n, List.of("a", "f", "b").get(n % 3), note("t" + n, n)));
        }
        records.add(record(topic, 2, 6, "a", note("elsewhere", 6)));
        records.add(record(topic, 0, 7, "f", null));
        records.add(record(topic, 0, 8, null, "\u202eno Avro".getBytes(UTF_8)));
        topics.send(records);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, @Nullable Integer partition, int minute, @Nullable String key, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, partition, BEGIN + 60_000L * minute, key == null ? null : key.getBytes(UTF_8), value);
        record.headers().add("ce_type", (minute < 4 ? "shop.Note" : "shop.Sold").getBytes(UTF_8));
        record.headers().add("ce_id", ("e-" + topic + "-" + minute % 3).getBytes(UTF_8));
        return record;
    }

    private byte[] note(String text, int n) {
        byte[] bytes = text.getBytes(UTF_8);
        return new WirePrefix(id)
                .before(ByteBuffer.allocate(2 + bytes.length)
                        .put((byte) (2 * bytes.length))
                        .put(bytes)
                        .put((byte) (2 * n))
                        .array());
    }

    /** Some commands look at all topics. */
    @AfterEach
    void leaveNothingBehind() throws Exception {
        topics.deleteAll();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private Commands as(String user) {
        return Commands.of(port).as(user, "p");
    }

    private String named(String line) {
        return line.replace("TOPIC", topic);
    }

    private CalledInTest direct(String line) {
        return Commands.direct(
                named(line),
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--registry",
                registry.url().toString());
    }

    /** Records of several partitions come in any order of these. */
    private static CalledInTest inOneOrder(CalledInTest result) {
        return new CalledInTest(
                result.exitCode(), result.out().lines().sorted().collect(Collectors.joining("\n")), result.err());
    }

    private static JsonNode json(CalledInTest result) throws Exception {
        return new JsonMapper().readTree(result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search TOPIC",
                "search TOPIC --details",
                "search TOPIC --format json",
                "search TOPIC --key a",
                "search TOPIC --key a --every-partition",
                "search TOPIC --key nobody",
                "search TOPIC --type Sold",
                "search TOPIC --header ce_type=shop.Note --details",
                "search TOPIC --where value.n>3",
                "search TOPIC --where value.text.size()>2 --partition 1",
                "search TOPIC --from 2026-03-01T12:02:00Z --until 2026-03-01T12:05:00Z",
                "search TOPIC --from 2030-01-01",
                "search TOPIC --until 2026-03-01T12:03:30Z --type Note",
                "search TOPIC --newest 4",
                "search TOPIC --newest 99",
                "search TOPIC --newest 2 --partition 0",
                "search TOPIC --newest 2 --type Note --format json",
                "search TOPIC --newest 1 --from 2026-03-01T12:02:00Z",
                "search TOPIC --partition 0 --from 1 --until 3",
                "search TOPIC --partition 0 --from 2",
                "search TOPIC --partition 0 --max 2",
                "search TOPIC --partition 2 --type Note --max 1",
                "search TOPIC --partition 9",
                "search TOPIC --from 1",
                "search TOPIC --offset 0:3 --offset 1:0",
                "search TOPIC --offset 0:3 --format json",
                "search TOPIC --offset 0:99",
                "search TOPIC --offset 7:0",
                "search TOPIC-many",
                "search TOPIC-many --newest 3",
                "search TOPIC --where value.",
                "tail TOPIC --from-beginning --until-end",
                "tail TOPIC --from-beginning --until-end --details --format json",
                "tail TOPIC --from-beginning --until-end --where value.n>1",
                "tail TOPIC --from-beginning --key f --max 2",
                "tail TOPIC --until-end",
                "follow e-TOPIC-1 --since 2026-01-01",
                "follow e-TOPIC-2 --since 2026-01-01 --topic TOPIC --details",
                "follow e-TOPIC-2 --since 2026-01-01 --topic TOPIC --topic TOPIC-many --format json",
                "follow e-TOPIC-nothing --since 2026-01-01 --topic TOPIC"
            })
    void saysTheSameAsWithoutTheConsole(String line) {
        CalledInTest through = as("ada").run("events " + named(line));
        CalledInTest direct = direct("events " + line);

        boolean isOrdered = Stream.of("--newest", "--partition", "follow").anyMatch(line::contains);
        assertThat(isOrdered ? through : inOneOrder(through)).isEqualTo(isOrdered ? direct : inOneOrder(direct));
        assertThat(line.contains("tail") || !through.err().isEmpty() || line.contains("--offset"))
                .isTrue();
    }

    @Test
    void goesThroughAsManyPagesAsThereAre() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = 0; n < 900; n++) {
            records.add(record(topic + "-many", n % 3, n, "k" + n % 7, note("m", n % 60)));
        }
        topics.send(records);

        for (String line : List.of(
                "search TOPIC-many",
                "search TOPIC-many --key k3 --every-partition",
                "search TOPIC-many --newest 450",
                "search TOPIC-many --newest 250 --where value.n>1",
                "search TOPIC-many --partition 1 --max 220",
                "search TOPIC-many --partition 1 --until 205",
                "tail TOPIC-many --from-beginning --until-end")) {
            assertThat(inOneOrder(as("ada").run("events " + named(line))))
                    .as(line)
                    .isEqualTo(inOneOrder(direct("events " + line)));
        }
    }

    @Test
    void printsWhatComesWhileItWaits() throws Exception {
        CompletableFuture<CalledInTest> tail =
                CompletableFuture.supplyAsync(() -> as("vic").run("events tail " + topic + " --max 3"));
        for (int n = 0; !tail.isDone() && n < 60; n++) {
            topics.send(List.of(record(topic, n % 3, 10 + n, "live", null)));
            TimeUnit.MILLISECONDS.sleep(500);
        }

        CalledInTest printed = tail.get(30, TimeUnit.SECONDS);
        assertThat(printed.exitCode()).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out().lines()).hasSize(3).allMatch(line -> line.endsWith(" live (no value: a tombstone)"));
    }

    @Test
    void showsNoPersonalDataToWhomItIsMasked() throws Exception {
        CalledInTest note = as("vic").run("events search " + topic + " --offset 1:0");
        JsonNode json = json(as("vic").run("events search " + topic + " --offset 1:0 --format json"));
        CalledInTest bytes = as("vic").run("events search " + topic + " --offset 0:3");
        JsonNode bytesJson = json(as("vic").run("events search " + topic + " --offset 0:3 --format json"));
        CalledInTest byValue = as("vic").run("events search " + topic + " --where value.text==\"t0\"");

        assertThat(note.out()).isEqualTo("1:0 2026-03-01T12:00:00Z a {\"text\":\"•••\",\"n\":0}\n");
        assertThat(json.path("value").path("text").asText()).isEqualTo("•••");
        assertThat(json.path("masked").asBoolean()).isTrue();
        assertThat(bytes.out())
                .isEqualTo("0:3 2026-03-01T12:08:00Z - (no Avro in Confluent's wire format; its bytes are •••)\n");
        assertThat(bytesJson.path("problem").asText()).isEqualTo("no Avro in Confluent's wire format");
        assertThat(bytesJson.has("valueBase64")).isFalse();
        assertThat(byValue.out()).isEmpty();
        assertThat(byValue.exitCode()).isEqualTo(1);
    }

    private String audit() {
        Map<String, String> headers = new HashMap<>(Visitor.basic("ada", "p"));
        headers.put("Accept", "application/json");
        return Visitor.of(port).at("/api/v1/audit?limit=4", headers).page().html();
    }

    private List<String> produce(String... more) {
        return Stream.concat(Stream.of("events", "produce", topic, "--event", "Note"), Stream.of(more))
                .toList();
    }

    @Test
    void writesEventsThatTheConsoleCheckedAndRecordsWho() {
        CalledInTest written = as("olga")
                .run(
                        "{\"text\":\"new\",\"n\":1}\n\n{\"text\":\"newer\",\"n\":2}\n",
                        produce("--key", "a", "--header", "origin=support", "--time", "2026-03-02T00:00:00Z"));
        CalledInTest read = direct("events search TOPIC --partition 1 --from 2 --details");

        assertThat(written)
                .isEqualTo(new CalledInTest(
                        0,
                        named("written to TOPIC, partition 1, offset 2\nwritten to TOPIC, partition 1, offset 3\n"),
                        ""));
        assertThat(read.out())
                .contains("origin=support", "ce_time=2026-03-02T00:00:00Z", "ce_type=shop.Note")
                .contains("{\"text\":\"new\",\"n\":1}\n", "{\"text\":\"newer\",\"n\":2}\n");
        assertThat(audit())
                .contains("events.produce.started", "events.produce.ended", "\"actor\":\"olga\"", "\"place\":\"1:3\"");
    }

    @Test
    void writesNothingThatAReaderWouldRefuseNorWhatIsBehindIt() {
        CalledInTest refused =
                as("olga").run("{\"text\":\"new\",\"n\":\"one\"}\n{\"text\":\"newer\",\"n\":2}\n", produce());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("shop.Note", "one");
        assertThat(topics.read(topic)).hasSize(9);
    }

    @Test
    void writesNothingForWhomItIsNotGrantedAndTheConsoleRecordsThat() {
        CalledInTest refused = as("vic").run("{\"text\":\"new\",\"n\":1}\n", produce());

        assertThat(refused)
                .isEqualTo(new CalledInTest(
                        3,
                        "",
                        "The console at http://localhost:" + port
                                + " does not let you: This needs a grant of the role operator or admin for " + topic
                                + ". Ask whoever runs this console.\n"));
        assertThat(topics.read(topic)).hasSize(9);
        assertThat(audit()).contains("events.produce.refused", "\"actor\":\"vic\"");
    }

    @Test
    void saysWhichEventsThereAre() {
        assertThat(as("olga").run(List.of("events", "produce", topic, "--event", "Nothing")))
                .isEqualTo(new CalledInTest(
                        2,
                        "",
                        named("Expected the name of an event on TOPIC but found Nothing. The console at")
                                + " http://localhost:" + port + " knows shop.Note.\n"));
        assertThat(as("vic").run("events follow e-1 --topic nothing"))
                .isEqualTo(new CalledInTest(
                        2,
                        "",
                        "Expected a --topic that the console at http://localhost:" + port
                                + " shows but found nothing. avenant topics list shows them.\n"));
        assertThat(as("vic").run("events search nothing"))
                .isEqualTo(new CalledInTest(
                        3, "", "There is no topic nothing. The list of topics has those that there are.\n"));
    }

    @Test
    void refusesWhatMakesNoSenseWithAConsole() {
        Map.of(
                        "search TOPIC --registry http://localhost:1",
                        "--registry cannot be used with a console: it asks the one of its own settings.\n",
                        "search TOPIC --header a --header b",
                        "A second --header cannot be used with a console: it looks for one.\n",
                        "tail TOPIC --type ",
                        "Expected something in --key, --type, --header and --where with a console but found nothing.\n",
                        "produce TOPIC --raw",
                        "--raw cannot be used with a console: it writes events alone, with their schema.\n",
                        "produce TOPIC --tombstone --key a",
                        "--tombstone cannot be used with a console: it writes events alone, with a value.\n",
                        "produce TOPIC --event Note --partition 1",
                        "--partition cannot be used with a console: it writes where Kafka's producers place the key.\n")
                .forEach((line, why) -> assertThat(as("ada").run("events " + named(line)))
                        .as(line)
                        .isEqualTo(new CalledInTest(2, "", why)));
        assertThat(as("ada").run(List.of("events", "search", topic, "--header", " ")))
                .isEqualTo(
                        new CalledInTest(
                                2,
                                "",
                                "Expected something in --key, --type, --header and --where with a console but found nothing.\n"));
    }
}
