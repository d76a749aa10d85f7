package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Two clusters have topics, subjects, groups and ids of the same names, with other contents. What is western in one is eastern in
 * the other. A third has the Kafka of the default one under another name, and a fourth takes connections and never answers.
 */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.cluster=west",
            "avenant.console.audit.topic=" + TwinClustersTest.ACTIONS,
            "avenant.console.timeout=10s"
        })
class TwinClustersTest {

    static final String ACTIONS = "twins-actions";

    private static final String ADMIN = "ada";
    private static final String OPERATOR = "olga";
    private static final String VIEWER = "vic";
    private static final String LETTERS = "twins.billing.dlt";
    private static final String REPLAYS = "twins.billing.replay";
    private static final int LETTER_COUNT = 6;

    private static final String SCHEMA = """
            {"type":"record","name":"Event","namespace":"shop","fields":[{"name":"%s_text","type":"string"}]}""";

    @TempDir
    static Path folder;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry westernRegistry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final SchemaRegistry easternRegistry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final ServerSocket silent = silent();
    private static final LetterTopics western = new LetterTopics(kafka::bootstrapServers);

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker easternKafka;

    private static final LetterTopics eastern = new LetterTopics(() -> easternKafka.bootstrapServers());

    @LocalServerPort
    private int port;

    /** Nobody ever accepts what connects to it, which waits for an answer. */
    private static ServerSocket silent() {
        try {
            return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        String further = "avenant.console.clusters.";
        properties.add("avenant.console.registry-url", westernRegistry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.contracts", () -> folder.resolve("western/contracts.yaml"));
        properties.add(further + "east.registry-url", easternRegistry::url);
        properties.add(further + "east.bootstrap-servers", () -> easternKafka.bootstrapServers());
        properties.add(further + "east.contracts", () -> folder.resolve("eastern/contracts.yaml"));
        properties.add(further + "mirror.registry-url", easternRegistry::url);
        properties.add(further + "mirror.bootstrap-servers", kafka::bootstrapServers);
        properties.add(further + "silent.registry-url", () -> "http://localhost:" + silent.getLocalPort());
        properties.add(further + "silent.bootstrap-servers", () -> "localhost:" + silent.getLocalPort());
        LocalUser.add(
                properties,
                LocalUser.of(ADMIN, "p", "role=admin"),
                LocalUser.of(OPERATOR, "p", "role=operator,topics=*,subjects=*,clusters=mirror"),
                LocalUser.of(VIEWER, "p", "role=viewer,topics=*,subjects=*"));
    }

    @BeforeAll
    static void theSameNamesInBoth() throws Exception {
        easternKafka = KafkaBroker.start(
                KafkaBrokerSettings.in(folder.resolve("kafka")).keepingOldRecords());
        western.create(1, ACTIONS);
        fill("western", western, westernRegistry, 1);
        fill("eastern", eastern, easternRegistry, 2);
    }

    private static void fill(String side, LetterTopics topics, SchemaRegistry registry, int read) throws Exception {
        String schema = SCHEMA.formatted(side);
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.register("twins-Event", SchemaDefinition.of(schema), false);
        }
        Path own = Files.createDirectories(folder.resolve(side + "/twins/Event"));
        Files.writeString(own.resolve("v1.avsc"), schema);
        Files.writeString(
                folder.resolve(side + "/contracts.yaml"),
                "topics:\n"
                        + GrantedConsole.CONTRACT
                                .formatted("twins")
                                .replace("twins-service", side + "-service")
                                .replace("twins-archive", side + "-archive"));
        topics.create(1, "twins", LETTERS, REPLAYS);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            ProducerRecord<byte[], byte[]> event =
                    new ProducerRecord<>("twins", (side + "-key").getBytes(UTF_8), event(side + "-value"));
            event.headers().add("ce_id", "e-1".getBytes(UTF_8));
            records.add(event);
        }
        for (int offset = 0; offset < LETTER_COUNT; offset++) {
            ProducerRecord<byte[], byte[]> letter =
                    LetterTopics.own("twins", offset, side + "-key", "HANDLER_FAILED", event(side + "-value"));
            records.add(new ProducerRecord<>(LETTERS, 0, null, letter.key(), letter.value(), letter.headers()));
        }
        topics.send(records);
        topics.commit("twin-readers", "twins", 0, read);
    }

    /** An event of schema 1, which is another one in each registry, and of the same bytes in both. */
    private static byte[] event(String text) {
        byte[] characters = text.getBytes(UTF_8);
        byte[] bytes = new byte[6 + characters.length];
        bytes[4] = 1;
        bytes[5] = (byte) (characters.length * 2);
        System.arraycopy(characters, 0, bytes, 6, characters.length);
        return bytes;
    }

    @AfterAll
    static void stop() throws Exception {
        western.deleteAll();
        westernRegistry.close();
        easternRegistry.close();
        easternKafka.close();
        silent.close();
    }

    private static Map<String, String> api(String user) {
        Map<String, String> headers = new HashMap<>(Visitor.basic(user, "p"));
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        return headers;
    }

    private String get(String path) {
        return Visitor.of(port).at(path, api(ADMIN)).page().html();
    }

    private static String where(String expression) {
        return "?where=" + URLEncoder.encode(expression, UTF_8);
    }

    /** What of the side is shown on each page: everything that was ever read is asked for once more after the other side. */
    @Test
    void eachClusterShowsItsOwnUnderTheSameNames() {
        Visitor visitor = Visitor.of(port).signedIn(ADMIN, "p").staying();
        Map<String, String> shown = Map.ofEntries(
                Map.entry("/subjects/twins-Event", "SIDE_text"),
                Map.entry("/subjects?q=SIDE_text", "twins-Event"),
                Map.entry("/schemas/1", "SIDE_text"),
                Map.entry("/search?q=SIDE_text", "twins-Event"),
                Map.entry("/topics/twins", "SIDE-value"),
                Map.entry("/topics/twins" + where("has(value.SIDE_text)"), "SIDE-value"),
                Map.entry("/topics/twins/0/0", "SIDE_text"),
                Map.entry("/correlation?id=e-1", "SIDE-value"),
                Map.entry("/contracts/topics/twins?schemas=true", "SIDE-service"),
                Map.entry("/contracts/lineage", "SIDE-archive"),
                Map.entry("/contracts", "SIDE-service"),
                Map.entry("/dead-letters/" + LETTERS, "SIDE-key"),
                Map.entry("/dead-letters/" + LETTERS + "/0/0", "SIDE_text"),
                Map.entry("/dead-letters/" + LETTERS + "/0/0/edit", "SIDE-value"),
                Map.entry("/topics/twins/produce?subject=twins-Event", "SIDE_text"));
        List<String> wrong = new ArrayList<>();

        for (int round = 0; round < 2; round++) {
            for (String side : List.of("western", "eastern")) {
                String other = side.equals("western") ? "eastern" : "western";
                shown.forEach((path, text) -> {
                    String address = (side.equals("western") ? "" : "/clusters/east") + path.replace("SIDE", side);
                    Visitor.Answer answer = visitor.at(address);
                    String html = answer.page().html();
                    if (!html.contains(text.replace("SIDE", side)) || html.contains(other)) {
                        wrong.add(address + ": " + answer.status() + " " + answer.text());
                    }
                });
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(get("/api/v1/groups/twin-readers")).contains("\"committed\":1");
        assertThat(get("/api/v1/clusters/east/groups/twin-readers")).contains("\"committed\":2");
    }

    private String begin(String action, String more) {
        String listed = found("\"listed\":\"([^\"]+)\"", get(action));
        Visitor.Answer begun =
                Visitor.of(port).send("POST", action, "{\"listed\":\"" + listed + "\"" + more + "}", api(ADMIN));
        return begun.status() + " " + begun.page().html();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    /** Of the letters of the same topic in the two clusters, one at a time is replayed in the one, and those of the other stay. */
    @Test
    void anActionThatRunsInOneClusterIsNothingToTheOther() {
        String west = "/api/v1/dead-letters/" + LETTERS;
        String east = "/api/v1/clusters/east/dead-letters/" + LETTERS;

        String begun = begin(east + "/replay", ",\"rate\":0.05");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(eastern.read(REPLAYS)).hasSize(1));
        String runs = get(east + "/replay");
        String elsewhere = get(west + "/replay");
        Visitor.Answer stoppedElsewhere = Visitor.of(port).send("POST", west + "/replay/stop", "{}", api(ADMIN));
        String runsOn = get(east + "/replay");
        String busy = begin(east + "/drop", ",\"reason\":\"x\"");
        String free = begin(west + "/drop?key=nobodys", ",\"reason\":\"x\"");
        Visitor.Answer stopped = Visitor.of(port).send("POST", east + "/replay/stop", "{}", api(ADMIN));

        assertThat(begun).startsWith("202");
        assertThat(runs).contains("\"running\":true");
        assertThat(elsewhere).contains("\"job\":null");
        assertThat(stoppedElsewhere.status()).isBetween(200, 204);
        assertThat(runsOn).contains("\"running\":true");
        assertThat(busy).startsWith("409");
        assertThat(free).startsWith("202");
        assertThat(stopped.status()).isBetween(200, 204);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(get(east + "/replay")).contains("\"running\":false"));
        assertThat(eastern.read(REPLAYS))
                .hasSizeBetween(1, LETTER_COUNT - 1)
                .allMatch(record -> new String(record.key(), UTF_8).equals("eastern-key"));
        assertThat(western.read(REPLAYS)).isEmpty();
        assertThat(get(west + "?state=open")).contains("\"total\":" + LETTER_COUNT);
    }

    @Test
    void whatWasCheckedInOneClusterIsNotWrittenInAnother() {
        String body = "{\"subject\":\"twins-Event\",\"key\":\"k\",\"value\":\"{\\\"western_text\\\":\\\"x\\\"}\"%s}";
        int before = eastern.read("twins").size();

        String checked = Visitor.of(port)
                .send("POST", "/api/v1/topics/twins/produce", body.formatted(""), api(ADMIN))
                .page()
                .html();
        String again = Stream.of("id", "time", "checked")
                .map(name -> ",\"" + name + "\":\"" + found("\"" + name + "\":\"([^\"]+)\"", checked) + "\"")
                .reduce("", String::concat);
        Visitor.Answer elsewhere = Visitor.of(port)
                .send("POST", "/api/v1/clusters/east/topics/twins/produce", body.formatted(again), api(ADMIN));

        assertThat(elsewhere.status()).isEqualTo(422);
        assertThat(elsewhere.page().html()).contains("expected no field western_text");
        assertThat(eastern.read("twins")).hasSize(before);
    }

    /** More is refused in one cluster than a page of actions has rows. */
    @Test
    void manyActionsInOneClusterHideNoneOfAnother() {
        Visitor visitor = Visitor.of(port);
        String stop = "/dead-letters/" + LETTERS + "/replay/stop";
        visitor.send("POST", "/api/v1/clusters/east" + stop, "{}", api(VIEWER));
        IntStream.range(0, 110).forEach(number -> visitor.send("POST", "/api/v1" + stop, "{}", api(VIEWER)));

        String ofEast = get("/api/v1/clusters/east/audit");

        assertThat(ofEast).contains("dead-letters.stop.refused", "\"actor\":\"" + VIEWER + "\"");
        assertThat(get("/api/v1/audit")).doesNotContain("\"cluster\":\"east\"");
    }

    /** The same Kafka is looked at as another cluster, on which somebody may write to all topics. */
    @Test
    void theRecordsOfActionsAreKeptFromWhoeverReachesThemByAnotherCluster() {
        Visitor visitor = Visitor.of(port).signedIn(OPERATOR, "p");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !western.read(ACTIONS).isEmpty());
        String body = "{\"subject\":\"twins-Event\",\"key\":\"k\",\"value\":\"{\\\"eastern_text\\\":\\\"x\\\"}\"}";

        Visitor.Answer written =
                visitor.send("POST", "/api/v1/clusters/mirror/topics/" + ACTIONS + "/produce", body, api(OPERATOR));
        Visitor.Answer seen = visitor.at("/clusters/mirror/topics/" + ACTIONS);

        assertThat(written.status()).isEqualTo(403);
        assertThat(written.page().html()).contains("keeps the records of what people did");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.page().html()).doesNotContain("sign-in.succeeded");
    }

    @Test
    void aClusterThatNeverAnswersHoldsUpNoOther() {
        Visitor visitor = Visitor.of(port).signedIn(ADMIN, "p").staying();
        List<CompletableFuture<Integer>> waiting = Stream.of(
                        "/", "/topics", "/subjects", "/groups", "/dead-letters", "/contracts", "/search?q=a")
                .flatMap(path -> IntStream.range(0, 4)
                        .mapToObj(number -> CompletableFuture.supplyAsync(
                                () -> visitor.at("/clusters/silent" + path).status())))
                .toList();

        for (String path : List.of("/topics/twins", "/subjects", "/groups", "/dead-letters")) {
            assertThat(visitor.at(path).status()).isEqualTo(200);
            assertThat(visitor.at("/clusters/east" + path).status()).isEqualTo(200);
        }

        assertThat(waiting).anyMatch(request -> !request.isDone());
        assertThat(waiting.stream().map(CompletableFuture::join)).allMatch(status -> status == 200 || status == 503);
    }
}
