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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What commands for dead letters say and do through the console is what they say and do in Kafka itself. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LetterCommandsTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String NOTE = """
            {"type":"record","name":"Note","fields":[{"name":"text","type":"string","tags":["PII"]}]}""";

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    private String topic = "";
    private String own = "";
    private String spring = "";

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.timeout", () -> "30s");
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("olga", "p", "role=operator,topics=word-,subjects=word-"),
                LocalUser.of("vic", "p", "role=viewer,topics=word-"));
    }

    @BeforeEach
    void lettersOfTwoLibraries() throws Exception {
        topic = "word-" + NUMBER.incrementAndGet();
        own = topic + ".books.dlt";
        spring = topic + "-dlt";
        topics.create(1, topic, own, topic + ".books.replay", spring, topic + ".empty.dlt");
        int id = register(topic + "-value");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(LetterTopics.own(topic, 0, "k0", "HANDLER_REFUSED", note(id, "hello")));
        records.add(LetterTopics.own(topic, 1, "k1", "NOT_AVRO", "text".getBytes(UTF_8)));
        records.add(LetterTopics.own(topic, 2, "k1", "HANDLER_FAILED", note(id, "again")));
        records.add(again(LetterTopics.own(topic, 0, "k0", "HANDLER_REFUSED", note(id, "hello"))));
        records.add(LetterTopics.spring(topic, 0, "s0"));
        records.add(LetterTopics.spring(topic, 1, "s1"));
        topics.send(records);
    }

    private static ProducerRecord<byte[], byte[]> again(ProducerRecord<byte[], byte[]> letter) {
        letter.headers().remove("avenant-dlt-attempt").add("avenant-dlt-attempt", "2".getBytes(UTF_8));
        letter.headers()
                .remove("avenant-dlt-failed-at")
                .add("avenant-dlt-failed-at", "2026-01-01T00:00:09Z".getBytes(UTF_8));
        return letter;
    }

    private static int register(String subject) {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            return Objects.requireNonNull(
                    client.register(subject, SchemaDefinition.of(NOTE), false).id());
        }
    }

    private static byte[] note(int id, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new WirePrefix(id)
                .before(ByteBuffer.allocate(1 + bytes.length)
                        .put((byte) (2 * bytes.length))
                        .put(bytes)
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
        return line.replace("OWN", own).replace("SPRING", spring).replace("TOPIC", topic);
    }

    private CalledInTest direct(String line) {
        String registries = line.contains(" explain ") ? " --registry " + registry.url() : "";
        return Commands.direct(named(line) + registries, "--bootstrap-servers", kafka.bootstrapServers());
    }

    private static JsonNode json(CalledInTest result) throws Exception {
        assertThat(result.err()).isEmpty();
        return new JsonMapper().readTree(result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show OWN",
                "show OWN --format json",
                "show OWN --max 1",
                "show OWN --max 2 --skip 1",
                "show OWN --skip 9",
                "show OWN --state open",
                "show OWN --state dropped",
                "show OWN --offset 0:0 --offset 0:2",
                "show OWN --key k1 --format json",
                "show OWN --category NOT_AVRO",
                "show OWN --category NOTHING",
                "show OWN --exception NoAccountException --since 2026-01-01 --until 2026-01-01T00:00:05Z",
                "show OWN --exception NothingException",
                "show OWN --key nobody",
                "show OWN --offset 0:0 --offset 0:77",
                "show SPRING",
                "show TOPIC.empty.dlt",
                "show TOPIC.empty.dlt --format json",
                "replay TOPIC.empty.dlt --all",
                "drop TOPIC.empty.dlt --all --reason none",
                "explain OWN --offset three",
                "show SPRING --to TOPIC --max 1",
                "replay OWN --all --dry-run",
                "replay OWN --all --dry-run --format json",
                "replay OWN --category HANDLER_FAILED --to TOPIC --dry-run",
                "replay OWN --key nobody --dry-run",
                "replay OWN --state replayed --dry-run",
                "replay OWN",
                "replay SPRING --all --dry-run",
                "replay SPRING --all --to-original --dry-run",
                "drop OWN --key k1 --reason none --dry-run",
                "drop OWN --key k1 --reason none --dry-run --format json",
                "drop OWN --category NOTHING --reason none",
                "explain OWN --offset 0:0",
                "explain OWN --offset 0:1",
                "explain OWN --offset 0:2 --format json",
                "explain SPRING --offset 0:1"
            })
    void saysTheSameAsWithoutTheConsole(String line) {
        CalledInTest through = as("ada").run("dead-letters " + named(line));

        assertThat(through).isEqualTo(direct("dead-letters " + line));
        assertThat(through.out() + through.err()).isNotEmpty();
    }

    @Test
    void listsTheTopicsOfLettersThatMayBeSeen() {
        CalledInTest all = as("ada").run("dead-letters list");
        topics.send(List.of(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "v".getBytes(UTF_8))));

        assertThat(all).isEqualTo(direct("dead-letters list"));
        assertThat(all.out()).containsPattern(own + " +4 messages\n");
        assertThat(as("vic").run("dead-letters list").out())
                .contains(own)
                .containsPattern(spring + " +2 messages  Spring Kafka\n");
    }

    @Test
    void saysThatThereIsNoSuchTopicOrLetter() {
        assertThat(as("vic").run("dead-letters show nothing-dlt"))
                .isEqualTo(new CalledInTest(
                        3,
                        "",
                        "There is no dead-letter topic nothing-dlt. The overview lists those that there are.\n"));
        assertThat(as("vic").run("dead-letters explain " + own + " --offset 0:77"))
                .isEqualTo(new CalledInTest(
                        3, "", own + " holds no dead letter at 0:77. Kafka may have deleted it since.\n"));
    }

    private String audit() {
        Map<String, String> headers = new HashMap<>(Visitor.basic("ada", "p"));
        headers.put("Accept", "application/json");
        return Visitor.of(port).at("/api/v1/audit?limit=4", headers).page().html();
    }

    @Test
    void replaysWhatAnOperatorMayAndTheConsoleRecordsWho() {
        String replay = "dead-letters replay " + own + " --all --rate 100";

        CalledInTest first = as("olga").run(replay);
        CalledInTest second = as("olga").run(replay);

        assertThat(first).isEqualTo(new CalledInTest(0, "Replayed 3 messages to " + topic + ".books.replay.\n", ""));
        assertThat(topics.read(topic + ".books.replay"))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("k1", "k1", "k0");
        assertThat(audit())
                .contains(
                        "dead-letters.replay.started",
                        "dead-letters.replay.ended",
                        "\"actor\":\"olga\"",
                        "\"channel\":\"api\"",
                        "\"sent\":\"3\"");
        assertThat(second).isEqualTo(direct(replay));
        assertThat(second.out())
                .isEqualTo("Replayed 0 messages to " + topic
                        + ".books.replay. (3 are left out: they were replayed since they failed)\n");
        assertThat(second.exitCode()).isEqualTo(1);
    }

    @Test
    void replaysToTheTopicThatEachLetterCameFrom() throws Exception {
        JsonNode replayed =
                json(as("olga").run("dead-letters replay " + spring + " --all --to-original --format json"));
        CalledInTest again = as("olga").run("dead-letters replay " + spring + " --offset 0:0 --to " + topic);

        assertThat(replayed.path("replayed").asInt()).isEqualTo(2);
        assertThat(replayed.path("topics").path(topic).asInt()).isEqualTo(2);
        assertThat(again).isEqualTo(new CalledInTest(0, "Replayed 1 message to " + topic + ".\n", ""));
        assertThat(topics.read(topic)).hasSize(3);
    }

    @Test
    void dropsWhatAnOperatorMayWithTheirName() {
        CalledInTest dropped =
                as("olga").run(List.of("dead-letters", "drop", own, "--key", "k1", "--reason", "sent again as 4711"));

        assertThat(dropped).isEqualTo(new CalledInTest(0, "Dropped 2 messages of " + own + ".\n", ""));
        assertThat(topics.read(own))
                .extracting(record -> record.headers().lastHeader("avenant-dlt-dropped-by"))
                .filteredOn(Objects::nonNull)
                .extracting(by -> new String(by.value(), UTF_8))
                .containsExactly("olga at 127.0.0.1", "olga at 127.0.0.1");
        assertThat(as("vic").run("dead-letters show " + own + " --state dropped"))
                .isEqualTo(as("vic").run("dead-letters show " + own + " --key k1"));
        assertThat(as("vic").run("dead-letters show " + own + " --key k1").out())
                .containsPattern("""
                          state      dropped
                          dropped    20[0-9-]{8}T[0-9:.]+Z by olga at 127\\.0\\.0\\.1
                          reason     sent again as 4711
                        """);
        for (String line : List.of("show OWN", "show OWN --format json", "show OWN --state dropped --to TOPIC")) {
            assertThat(as("ada").run("dead-letters " + named(line))).as(line).isEqualTo(direct("dead-letters " + line));
        }
        assertThat(audit()).contains("dead-letters.drop.ended", "\"reason\":\"sent again as 4711\"");
    }

    @Test
    void doesNothingForWhomItIsNotGranted() {
        String refused = "The console at http://localhost:" + port + " does not let you: This needs a grant of the role"
                + " operator or admin for " + own + ". Ask whoever runs this console.\n";

        for (String line : List.of(
                "replay OWN --all",
                "replay OWN --all --dry-run",
                "drop OWN --all --reason none",
                "replay OWN --offset 0:0 --edit pom.xml --schema-version 1")) {
            assertThat(as("vic").run("dead-letters " + named(line)))
                    .as(line)
                    .isEqualTo(new CalledInTest(3, "", refused));
        }
        assertThat(topics.read(own)).hasSize(4);
        assertThat(topics.read(topic + ".books.replay")).isEmpty();
    }

    @Test
    void replaysALetterWithAnotherValueThatTheConsoleChecked() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"text\": 5}");
        Path right = Files.writeString(folder.resolve("right.json"), "{\"text\": \"good\"}");
        String edit = "dead-letters replay " + own + " --offset 0:0 --schema-version 1 --edit ";

        CalledInTest refused = as("olga").run(edit + wrong);
        CalledInTest tried = as("olga").run(edit + right + " --dry-run");
        assertThat(topics.read(topic + ".books.replay")).isEmpty();
        CalledInTest sent = as("olga").run(edit + right);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("In " + wrong + ": ")
                .contains("text")
                .contains("5");
        assertThat(tried)
                .isEqualTo(new CalledInTest(
                        0,
                        "0:0  HANDLER_REFUSED  attempt 1  key k0\nWould replay 1 message to " + topic
                                + ".books.replay.\n",
                        ""));
        assertThat(sent).isEqualTo(new CalledInTest(0, "Replayed 1 message to " + topic + ".books.replay.\n", ""));
        assertThat(topics.read(topic + ".books.replay"))
                .singleElement()
                .satisfies(
                        record -> assertThat(new String(record.value(), UTF_8)).endsWith("good"));
    }

    @Test
    void showsNoPersonalDataToWhomItIsMasked() throws Exception {
        CalledInTest shown = as("olga").run("dead-letters show " + own + " --offset 0:0");
        JsonNode json = json(as("olga").run("dead-letters show " + own + " --offset 0:0 --format json"));
        CalledInTest explained = as("olga").run("dead-letters explain " + own + " --offset 0:0");
        CalledInTest unmasked = as("ada").run("dead-letters explain " + own + " --offset 0:0");

        assertThat(shown.out()).contains("  value      11 bytes  •••\n");
        assertThat(json.path("shown").get(0).path("masked").asBoolean()).isTrue();
        assertThat(json.path("shown").get(0).has("valueBase64")).isFalse();
        assertThat(explained.out()).contains("  read       {\"text\":\"•••\"}\n");
        assertThat(unmasked.out()).contains("  read       {\"text\":\"hello\"}\n", "68 65 6c 6c 6f");
        assertThat(shown.out() + json + explained.out()).doesNotContain("hello", "68 65 6c 6c 6f", "aGVsbG8");
    }

    @Test
    void refusesWhatMakesNoSenseWithAConsole() {
        assertThat(as("ada").run("dead-letters show " + own + " --dialect spring"))
                .isEqualTo(new CalledInTest(
                        2,
                        "",
                        "--dialect cannot be used with a console: it finds out by the headers of each message whose it"
                                + " is.\n"));
        assertThat(as("ada").run("dead-letters replay " + own + " --all --max-attempts 3"))
                .isEqualTo(new CalledInTest(
                        2, "", "--max-attempts cannot be used with a console: it leaves out what failed 10 times.\n"));
        assertThat(as("ada").run(List.of("dead-letters", "replay", own, "--key", " ")))
                .isEqualTo(new CalledInTest(
                        2,
                        "",
                        "Expected something in --key, --category and --exception with a console but found nothing.\n"));
        assertThat(as("ada").run("dead-letters explain " + own + " --offset 0:0 --registry http://localhost:1"))
                .isEqualTo(new CalledInTest(
                        2, "", "--registry cannot be used with a console: it asks the one of its own settings.\n"));
    }
}
