package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.console.Endpoints.Needs;
import dev.avenant.console.Endpoints.Row;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
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
 * One console, two clusters with a Kafka and a registry each, and a third that is away. The default one has what is called
 * western, the other what is called eastern, and nobody sees the one in the other.
 */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.cluster=west",
            "avenant.console.clusters.south.bootstrap-servers=localhost:1",
            "avenant.console.clusters.south.registry-url=http://localhost:1",
            "avenant.console.timeout=8s"
        })
class ClusterPagesTest {

    private static final String OF_BOTH = "ada";
    private static final String OF_WEST = "wanda";
    private static final String OF_EAST = "edgar";
    private static final String EAST = "/clusters/east";
    private static final Pattern LINK = Pattern.compile("(?:href|action|src|hx-get|sse-connect)=\"(/[^\"]*)\"");

    /** What each page consists of, and where people sign out of all clusters. */
    private static final Pattern OF_ALL = Pattern.compile("/(console\\.css|console\\.js|webjars/.*|sign-out)");

    @TempDir
    static Path folder;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry westernRegistry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final SchemaRegistry easternRegistry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics western = new LetterTopics(kafka::bootstrapServers);

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker easternKafka;

    private static final LetterTopics eastern = new LetterTopics(() -> easternKafka.bootstrapServers());

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        String east = "avenant.console.clusters.east.";
        properties.add("avenant.console.registry-url", westernRegistry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.contracts", () -> folder.resolve("western/contracts.yaml"));
        properties.add(east + "registry-url", easternRegistry::url);
        properties.add(east + "bootstrap-servers", () -> easternKafka.bootstrapServers());
        properties.add(east + "contracts", () -> folder.resolve("eastern/contracts.yaml"));
        LocalUser.add(
                properties,
                LocalUser.of(OF_BOTH, "p", "role=admin"),
                LocalUser.of(OF_WEST, "p", "role=admin,clusters=west"),
                LocalUser.of(
                        OF_EAST, "p", "role=admin,clusters=east", "role=viewer,topics=*,subjects=*,clusters=south"));
    }

    @BeforeAll
    static void somethingOfEach() throws Exception {
        easternKafka = KafkaBroker.start(
                KafkaBrokerSettings.in(folder.resolve("kafka")).keepingOldRecords());
        fill("western", western, westernRegistry);
        fill("eastern", eastern, easternRegistry);
    }

    private static void fill(String topic, LetterTopics topics, SchemaRegistry registry) throws Exception {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.register(topic + "-Event", SchemaDefinition.of(GrantedConsole.SCHEMA.formatted(topic)), false);
            client.register(topic + "-Event", SchemaDefinition.of(GrantedConsole.NEXT.formatted(topic)), false);
        }
        Path own = Files.createDirectories(folder.resolve(topic + "/" + topic + "/Event"));
        Files.writeString(
                folder.resolve(topic + "/contracts.yaml"), "topics:\n" + GrantedConsole.CONTRACT.formatted(topic));
        Files.writeString(own.resolve("v1.avsc"), GrantedConsole.SCHEMA.formatted(topic));
        topics.create(1, topic, topic + ".billing.dlt", topic + ".billing.replay");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(new ProducerRecord<>(topic, ("key-of-" + topic).getBytes(UTF_8), "text".getBytes(UTF_8)));
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own(topic, 0, "k", "NOT_AVRO", "x".getBytes(UTF_8));
        records.add(
                new ProducerRecord<>(topic + ".billing.dlt", 0, null, letter.key(), letter.value(), letter.headers()));
        records.get(0).headers().add("ce_id", "e-1".getBytes(UTF_8));
        topics.send(records);
        topics.commit(topic + "-readers", topic, 0, 1);
    }

    @AfterAll
    static void stop() throws Exception {
        western.deleteAll();
        westernRegistry.close();
        easternRegistry.close();
        easternKafka.close();
    }

    private static String filled(String text, String topic) {
        return text.replace("T-Event", topic + "-Event")
                .replace("/T", "/" + topic)
                .replace("T:0", topic + ":0")
                .replace("ID", "1");
    }

    /** The same in the other cluster. */
    private static String inEast(String path) {
        return path.startsWith("/api/v1/") ? "/api/v1/clusters/east" + path.substring("/api/v1".length()) : EAST + path;
    }

    private Visitor.Answer ask(
            Visitor visitor, String user, String token, String endpoint, Row row, String path, String topic) {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        if (row.path().startsWith("/api/")) {
            Map<String, String> headers = new HashMap<>(Visitor.basic(user, "p"));
            headers.put("Accept", "application/json, text/event-stream");
            headers.put("Content-Type", "application/json");
            return visitor.send(method, path, filled(row.body(), topic), headers);
        }
        if (method.equals("GET")) {
            return visitor.at(path);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : filled(row.body(), topic).split("&", -1)) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts[1]);
        }
        fields.put("_csrf", token);
        return visitor.post(path, fields, Map.of());
    }

    /** What names a topic, a subject or a group is not there in a cluster that has none of that name. */
    @Test
    void nothingOfOneClusterIsSeenOrDoneInTheOther() {
        Visitor visitor = Visitor.of(port).signedIn(OF_BOTH, "p").staying();
        String token = visitor.at("/").token();
        List<String> wrong = new ArrayList<>();
        Endpoints.ROWS.forEach((endpoint, row) -> {
            boolean isNamed = row.needs() == Needs.SEEING || row.needs() == Needs.ACTING;
            boolean isById = row.path().contains("ID");
            for (String[] clusters : new String[][] {{"eastern", "western"}, {"western", "eastern"}}) {
                String here = clusters[0];
                String there = clusters[1];
                String path = filled(row.path(), there);
                Visitor.Answer answer = ask(
                        visitor,
                        OF_BOTH,
                        token,
                        endpoint,
                        row,
                        here.equals("eastern") && !path.equals("/api/v1/clusters") ? inEast(path) : path,
                        there);
                String said = answer.page().html();
                // To stop what does not run is no fault, and an event is first held against a subject that is not
                // there.
                boolean isNothing = answer.status() == 404
                        || (endpoint.endsWith("/produce") && answer.status() == 422)
                        || endpoint.endsWith("/stop");
                if (isNamed && !isById && !isNothing) {
                    wrong.add(endpoint + " of " + there + " in that of " + here + ": " + answer.status());
                }
                if (!isNamed
                        && row.needs() != Needs.NOTHING
                        && endpoint.startsWith("GET")
                        && (answer.status() >= 400
                                || Pattern.compile(there + "(?!</)")
                                        .matcher(said)
                                        .find())) {
                    wrong.add(endpoint + " in that of " + here + ": " + answer.status() + " " + answer.text());
                }
                if (isById && said.contains(there)) {
                    wrong.add(endpoint + " tells of " + there + " in that of " + here);
                }
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(eastern.read("eastern.billing.replay")).isEmpty();
    }

    /** Pages of a cluster lead to pages of it, but for those of others in the frame. */
    @Test
    void linksAndFormsStayInTheCluster() {
        Visitor visitor = Visitor.of(port).signedIn(OF_BOTH, "p").staying();
        List<String> wrong = new ArrayList<>();
        Endpoints.ROWS.forEach((endpoint, row) -> {
            if (endpoint.startsWith("GET /")
                    && !row.path().startsWith("/api/")
                    && !row.path().contains("/tail/records")
                    && row.needs() != Needs.NOTHING) {
                Visitor.Answer answer = visitor.at(inEast(filled(row.path(), "eastern")));
                if (answer.status() != 200) {
                    wrong.add(endpoint + ": " + answer.status());
                }
                LINK.matcher(answer.page().html().replaceAll("(?s)<details class=\"clusters\">.*?</details>", ""))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !link.startsWith(EAST + "/")
                                && !OF_ALL.matcher(link).matches())
                        .forEach(link -> wrong.add(endpoint + " leads to " + link));
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(visitor.at(EAST + "/no-such-page").page().html())
                .contains("There is no page", "href=\"" + EAST + "/topics\"");
        assertThat(visitor.at(EAST).page().header("Location")).endsWith(EAST + "/");
        assertThat(visitor.at("/clusters/west/topics?x=1").page().header("Location"))
                .endsWith("/topics?x=1");
        assertThat(visitor.at("/clusters/nowhere/topics").status()).isEqualTo(404);
        assertThat(visitor.at(EAST + EAST + "/topics").status()).isEqualTo(404);
    }

    @Test
    void whoIsGrantedOneClusterFindsTheOtherNowhere() {
        List<String> wrong = new ArrayList<>();
        for (String user : List.of(OF_WEST, OF_EAST)) {
            boolean isOfWest = user.equals(OF_WEST);
            Visitor visitor = Visitor.of(port).signedIn(user, "p").staying();
            String token = visitor.at(isOfWest ? "/" : EAST + "/").token();
            String withheld = isOfWest ? "eastern" : "western";
            Endpoints.ROWS.forEach((endpoint, row) -> {
                String path = filled(row.path(), withheld);
                if (row.needs() != Needs.NOTHING && !path.equals("/api/v1/clusters")) {
                    Visitor.Answer answer =
                            ask(visitor, user, token, endpoint, row, isOfWest ? inEast(path) : path, withheld);
                    boolean isLedOn = !isOfWest
                            && endpoint.equals("GET /")
                            && answer.page().header("Location").endsWith(EAST + "/");
                    if (answer.status() != 404 && !isLedOn) {
                        wrong.add(user + " " + endpoint + ": " + answer.status());
                    }
                    if (answer.page().html().contains("key-of-" + withheld)) {
                        wrong.add(user + " " + endpoint + " tells of " + withheld);
                    }
                }
            });
        }
        String ofWest =
                Visitor.of(port).at("/api/v1/clusters", api(OF_WEST)).page().html();

        assertThat(wrong).isEmpty();
        assertThat(ofWest).contains("\"name\":\"west\"").doesNotContain("east", "south");
        assertThat(Visitor.of(port).signedIn(OF_WEST, "p").at("/").page().html())
                .doesNotContain("class=\"clusters\"", EAST);
    }

    private static Map<String, String> api(String user) {
        Map<String, String> headers = new HashMap<>(Visitor.basic(user, "p"));
        headers.put("Accept", "application/json");
        return headers;
    }

    @Test
    void whoSignsInIsLedBackIntoTheCluster() {
        Visitor visitor = Visitor.of(port);

        Visitor.Answer form = visitor.at(EAST + "/topics/eastern");
        Visitor.Answer back =
                visitor.submit(EAST + "/topics/eastern", "/sign-in", Map.of("name", OF_EAST, "password", "p"));

        assertThat(form.place()).isEqualTo("/sign-in");
        assertThat(back.place()).startsWith(EAST + "/topics/eastern");
        assertThat(back.text()).contains("key-of-eastern");
    }

    @Test
    void aClusterThatIsAwayHurtsNoOther() {
        Visitor visitor = Visitor.of(port).signedIn(OF_BOTH, "p");

        Visitor.Answer away = visitor.at("/clusters/south/");
        Visitor.Answer topics = visitor.at("/clusters/south/topics");
        Visitor.Answer there = visitor.at(EAST + "/topics/eastern");

        assertThat(away.text()).contains("Cluster south", "away", "localhost:1");
        assertThat(topics.status()).isEqualTo(503);
        assertThat(there.status()).isEqualTo(200);
        assertThat(there.page().links(EAST + "/topics/eastern/0")).containsExactly(EAST + "/topics/eastern/0/0");
    }

    /** A replay goes on without a request, in the cluster where it was begun. */
    @Test
    void whatIsDoneIsDoneAndRecordedInItsCluster() throws Exception {
        eastern.create(1, "eastern-done.billing.dlt", "eastern-done.billing.replay");
        ProducerRecord<byte[], byte[]> letter =
                LetterTopics.own("eastern-done", 0, "k", "NOT_AVRO", "x".getBytes(UTF_8));
        eastern.send(List.of(new ProducerRecord<>(
                "eastern-done.billing.dlt", 0, null, letter.key(), letter.value(), letter.headers())));
        Visitor visitor = Visitor.of(port);
        Map<String, String> json = new HashMap<>(api(OF_EAST));
        json.put("Content-Type", "application/json");
        String address = "/api/v1/clusters/east/dead-letters/eastern-done.billing.dlt/replay";

        String preview = visitor.at(address, api(OF_EAST)).page().html();
        String listed = preview.replaceFirst("(?s).*\"listed\":\"([^\"]+)\".*", "$1");
        Visitor.Answer begun = visitor.send("POST", address, "{\"listed\":\"" + listed + "\"}", json);

        assertThat(begun.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(eastern.read("eastern-done.billing.replay")).hasSize(1));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(visitor.at("/api/v1/clusters/east/audit", api(OF_EAST))
                                .page()
                                .html())
                        .contains("dead-letters.replay.ended", "\"cluster\":\"east\""));
        assertThat(visitor.at("/api/v1/audit", api(OF_WEST)).page().html()).doesNotContain("eastern");
    }

    @Test
    void aTopicIsFollowedInItsCluster() {
        Visitor visitor = Visitor.of(port);
        Map<String, String> headers = new HashMap<>(api(OF_BOTH));
        headers.put("Accept", "text/event-stream");

        CompletableFuture<Visitor.Answer> stream = CompletableFuture.supplyAsync(
                () -> visitor.at("/api/v1/clusters/east/topics/eastern/records/live?seconds=4", headers));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    eastern.send(List.of(new ProducerRecord<>("eastern", "late".getBytes(UTF_8), new byte[] {1})));
                    return stream.isDone();
                });

        assertThat(stream.join().page().html())
                .contains("event: records", "\"key\":\"late\"", "event: ended\ndata: {\"problem\":null}");
    }
}
