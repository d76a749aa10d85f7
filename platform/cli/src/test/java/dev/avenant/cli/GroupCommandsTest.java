package dev.avenant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.avenant.cli.Shell.Result;
import dev.avenant.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands for consumer groups. */
@Tag("broker")
class GroupCommandsTest extends PlatformCommands {
    /** Longer than any command takes. */
    private static final Duration TIME_BETWEEN = Duration.ofMinutes(10);

    private final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private String topic = "";
    private String group = "";
    private Instant hourAgo = Instant.EPOCH;
    private int tests;

    @BeforeEach
    void aGroupThatReadOneOfThreeRecords(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName() + "-" + ++tests;
        group = topic + "-books";
        topics.create(1, topic, topic + "." + group + ".replay");
        hourAgo = Instant.now().minus(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            long written = hourAgo.plus(TIME_BETWEEN.multipliedBy(i)).toEpochMilli();
            topics.send(new ProducerRecord<>(topic, 0, written, bytes("k" + i), bytes("v" + i)));
        }
        topics.commit(group, topic, 0, 1);
    }

    @Test
    void listsGroupsWithHowFarBehindTheyAre() {
        assertThat(platform("", "groups", "list").out())
                .startsWith("GROUP ")
                .containsPattern(group + " +classic +empty +0 +1 +2\n");
    }

    @Test
    void showsEachPartitionWithTheAgeOfWhatIsNext() throws Exception {
        Result text = platform("", "groups", "show", group);
        JsonNode json = new JsonMapper()
                .readTree(platform("", "groups", "show", group, "--format", "json")
                        .out());

        assertThat(text.out().replaceAll("[0-9]{4} s", "SECONDS s").replaceAll(" +", " "))
                .isEqualTo("""
                        %s: empty, 0 members, 2 records behind

                        TOPIC PARTITION COMMITTED END LAG BEHIND READ BY
                        %s 0 1 3 2 SECONDS s nobody
                        """.formatted(group, topic));
        assertThat(json.path("partitions").get(0).path("lag").asLong()).isEqualTo(2);
        assertThat(json.path("partitions").get(0).path("behindSeconds").asLong())
                .isBetween(
                        50 * 60L,
                        Duration.between(hourAgo.plus(TIME_BETWEEN), Instant.now())
                                .toSeconds());
    }

    @Test
    void saysThatThereIsNoSuchGroup() {
        assertThat(platform("", "groups", "show", "nobody"))
                .isEqualTo(
                        new Result(3, "", "Kafka knows no consumer group nobody. avenant groups list shows them.\n"));
    }

    @Test
    void showsWhatAResetWouldChangeAndThenChangesIt() {
        Result preview = platform("", "groups", "reset", group, "--to-earliest");
        Result done = platform("", "groups", "reset", group, "--to-latest", "--execute");

        assertThat(preview.out().replaceAll(" +", " ")).isEqualTo("""
                        TOPIC PARTITION COMMITTED NEW CHANGE
                        %s 0 1 0 -1
                        Nothing was changed; --execute does it.
                        """.formatted(topic));
        assertThat(done.out()).endsWith("The group " + group + " goes on there.\n");
        assertThat(platform("", "groups", "list").out()).containsPattern(group + " +classic +empty +0 +1 +0\n");
    }

    @Test
    void resetsByTimeByNumberAndToAnOffsetWithinWhatThereIs() throws Exception {
        assertThat(resetTo("--to-time", "60m")).isEqualTo(1);
        assertThat(resetTo("--by", "1")).isEqualTo(2);
        assertThat(resetTo("--by", "-7")).isZero();
        assertThat(resetTo("--to-offset", "99")).isEqualTo(3);
        assertThat(platform("", "groups", "reset", group).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(platform("", "groups", "reset", group, "--to-latest", "--to-earliest")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --topic nobody                  | Expected a --topic that is there and has partitions to reset but found nobody. avenant topics list shows them.
            --topic TOPIC --topic nobody    | Expected a --topic that is there and has partitions to reset but found nobody. avenant topics list shows them.
            --topic TOPIC --partition 0 --partition 7 | Expected a --partition that TOPIC has but found 7.
            --partition 7                   | Expected a --partition of which GROUP has committed something, without a --topic, but found 7.
            --to-offset 1                   | mutually exclusive
            """)
    void resetsNothingWhereOneThingIsMistyped(String words, String said) {
        Result refused = platform(
                "",
                Stream.concat(
                                Stream.of("groups", "reset", group, "--to-earliest", "--execute"),
                                Stream.of(words.replace("TOPIC", topic).split(" ", -1)))
                        .toArray(String[]::new));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains(said.replace("TOPIC", topic).replace("GROUP", group));
        assertThat(platform("", "groups", "list").out()).containsPattern(group + " +classic +empty +0 +1 +2\n");
    }

    @Test
    void resetsNoGroupThatRuns() {
        try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            while (member.assignment().isEmpty()) {
                member.poll(Duration.ofMillis(100));
            }

            Result reset = platform("", "groups", "reset", group, "--to-earliest", "--execute");
            Result show = platform("", "groups", "show", group);

            assertThat(reset)
                    .isEqualTo(new Result(
                            3,
                            "",
                            "Kafka sets no offsets of a group that runs, and " + group + " has 1 member."
                                    + " Stop its services first; avenant groups show " + group + " names them.\n"));
            assertThat(show.out()).contains(": stable, 1 member, ").doesNotContain("nobody");
        }
    }

    @Test
    void showsAShareGroupAndLeavesWhereItGoesOnToKafkasOwnTool() {
        String shared = topic + "-shared";
        try (KafkaShareConsumer<byte[], byte[]> member = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", shared, "client.id", "sharer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            Result list;
            do {
                var unused = member.poll(Duration.ofMillis(100));
                list = platform("", "groups", "list");
            } while (!list.out().contains(shared));
            Result show = platform("", "groups", "show", shared);
            Result reset = platform("", "groups", "reset", shared, "--to-earliest", "--execute");

            assertThat(list.out()).containsPattern(shared + " +share +[a-z]+ +1 ");
            assertThat(show.out()).startsWith(shared + ": share group, ").contains("  member  sharer on ");
            assertThat(reset)
                    .isEqualTo(new Result(
                            3,
                            "",
                            "Expected a consumer group but " + shared + " is a share group. Kafka's own"
                                    + " kafka-share-groups.sh sets where it goes on.\n"));
        }
    }

    @Test
    void pausesAndResumesAServiceThroughItsEndpoint() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer service = service(asked);
        try {
            String url = "http://localhost:" + service.getAddress().getPort();
            Path headers = Files.writeString(folder.resolve("headers"), "Authorization=Bearer secret\n");

            Result paused = Shell.runWith(
                    "", List.of("groups", "pause", "--service", url, "--http-headers", headers.toString()));
            Result refused = Shell.runWith("", List.of("groups", "resume", "--service", url));
            Result unknown = Shell.runWith(
                    "",
                    List.of(
                            "groups",
                            "pause",
                            "--service",
                            url,
                            "--topic",
                            "users",
                            "--http-headers",
                            headers.toString()));

            Result json = Shell.runWith(
                    "",
                    List.of(
                            "groups",
                            "pause",
                            "--service",
                            url,
                            "--http-headers",
                            headers.toString(),
                            "--format",
                            "json"));

            assertThat(paused).isEqualTo(new Result(0, url + ": orders is paused\n", ""));
            assertThat(new JsonMapper().readTree(json.out()))
                    .isEqualTo(new JsonMapper()
                            .createArrayNode()
                            .add(new JsonMapper()
                                    .createObjectNode()
                                    .put("instance", url)
                                    .put("topic", "orders")
                                    .put("state", "paused")));
            assertThat(asked).contains("GET", "POST /orders {\"paused\":true}");
            assertThat(unknown.err())
                    .isEqualTo("Expected a --topic that the service at " + url
                            + "/actuator/subscriptions listens to (orders) but found users.\n");
            assertThat(refused)
                    .isEqualTo(new Result(
                            3,
                            "",
                            "The service at " + url + "/actuator/subscriptions refused the credentials (401)."
                                    + " Give an Authorization header with --http-headers.\n"));
        } finally {
            service.stop(0);
        }
        assertThat(Shell.runWith("", List.of("groups", "pause", "--service", "orders"))
                        .err())
                .isEqualTo(
                        "Expected a --service like http://localhost:8082, without user and password, but found orders.\n");
    }

    /** Answers as the starter's endpoint does, which has its own test there. */
    private static HttpServer service(List<String> asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/subscriptions", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String below = exchange.getRequestURI().getPath().replace("/actuator/subscriptions", "");
            asked.add((exchange.getRequestMethod() + " " + below + (below.isEmpty() ? "" : " ") + body).strip());
            boolean isKnown =
                    "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = bytes(
                    below.isEmpty()
                            ? "{\"group\":\"books\",\"subscriptions\":{\"orders\":{\"state\":\"running\"}}}"
                            : "{\"state\":\"paused\"}");
            exchange.sendResponseHeaders(isKnown ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private long resetTo(String... to) throws Exception {
        String[] words = Stream.of(
                        List.of("groups", "reset", group), List.of(to), List.of("--execute", "--format", "json"))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return new JsonMapper()
                .readTree(platform("", words).out())
                .path("partitions")
                .get(0)
                .path("new")
                .asLong(-1);
    }
}
