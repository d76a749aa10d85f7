package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.cli.CalledInTest;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
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

/** What commands for groups say through the console is what they say of Kafka itself, for whoever may see and do all. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.console.registry-url=http://localhost:1")
class GroupCommandsTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private static final ServiceProcess SERVICE = ServiceProcess.start("line-pausing-books", "line-pausing");

    @LocalServerPort
    private int port;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private String topic = "";
    private String group = "";

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.timeout", () -> "30s");
        properties.add("avenant.console.services[0].group", () -> "line-pausing-books");
        properties.add("avenant.console.services[0].instances", () -> SERVICE.url() + ",http://localhost:1");
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("olga", "p", "role=operator,topics=line-", "role=viewer,topics=other-line-"),
                LocalUser.of("vic", "p", "role=viewer,topics=line-"));
    }

    @BeforeEach
    void aGroupThatReadTwoOfThreeRecords() throws Exception {
        topic = "line-" + NUMBER.incrementAndGet();
        group = topic + "-books";
        topics.create(2, topic, "other-" + topic);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            records.add(new ProducerRecord<>(
                    topic, number % 2, 1_767_225_600_000L + number, null, ("v" + number).getBytes(UTF_8)));
        }
        topics.send(records);
        topics.commit(group, topic, 0, 2);
        topics.commit(group, topic, 1, 1);
        topics.commit(group, "other-" + topic, 0, 0);
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        SERVICE.close();
        topics.deleteAll();
    }

    private Commands as(String user) {
        return Commands.of(port).as(user, "p");
    }

    private static CalledInTest direct(String line) {
        return Commands.direct(line, "--bootstrap-servers", kafka.bootstrapServers());
    }

    /** Where nothing is found it is said where, which is the console for the one and Kafka for the other. */
    private static CalledInTest onKafkaOf(int port, CalledInTest direct) {
        return new CalledInTest(
                direct.exitCode(),
                direct.out().replace("on " + kafka.bootstrapServers() + ".", "on http://localhost:" + port + "."),
                direct.err());
    }

    /** Without how long ago something was, of which a moment later is another. */
    private static CalledInTest timeless(CalledInTest result) {
        return new CalledInTest(
                result.exitCode(),
                result.out()
                        .replaceAll("[0-9]{7,} s", "long ago")
                        .replaceAll("(?<=\"behindSeconds\" : )[0-9]{7,}", "0"),
                result.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics list",
                "topics list --search TOPIC --internal --format json",
                "topics list --search nothing-of-this-name",
                "topics show TOPIC",
                "topics show other-TOPIC --format json",
                "groups list",
                "groups list --format json",
                "groups show GROUP",
                "groups show GROUP --format json",
                "groups reset GROUP --to-earliest",
                "groups reset GROUP --to-earliest --topic TOPIC --partition 1 --format json",
                "groups reset GROUP --to-latest --topic TOPIC --topic other-TOPIC --partition 0 --partition 1",
                "groups reset GROUP --to-time 2026-01-01T00:00:00.002Z",
                "groups reset GROUP --by -1",
                "groups reset GROUP --to-offset 99",
                "groups reset GROUP --to-offset 1 --topic nothing"
            })
    void saysTheSameAsWithoutTheConsole(String line) {
        String named = line.replace("GROUP", group).replace("TOPIC", topic);

        CalledInTest through = as("ada").run(named);

        assertThat(timeless(through)).isEqualTo(timeless(onKafkaOf(port, direct(named))));
        assertThat(through.out() + through.err()).isNotEmpty();
        assertThat(through.exitCode()).isEqualTo(!line.contains("nothing") ? 0 : line.startsWith("topics") ? 1 : 2);
    }

    @Test
    void showsAnOperatorWhatTheyMaySeeAlone() throws Exception {
        JsonNode all = json(timeless(as("ada").run("groups show " + group + " --format json")));
        JsonNode seen = json(timeless(as("vic").run("groups show " + group + " --format json")));

        assertThat(all.path("partitions")).hasSize(3);
        assertThat(seen.path("partitions")).hasSize(2);
        assertThat(seen.path("partitions").get(0))
                .isEqualTo(all.path("partitions").get(0));
    }

    private static JsonNode json(CalledInTest result) throws Exception {
        assertThat(result.err()).isEmpty();
        return new JsonMapper().readTree(result.out());
    }

    @Test
    void setsWhereAGroupGoesOnAndTheConsoleRecordsWhoDid() {
        CalledInTest done = as("olga").run("groups reset " + group + " --to-earliest --topic " + topic + " --execute");

        assertThat(done.err()).isEmpty();
        assertThat(done.exitCode()).isZero();
        assertThat(done.out().replaceAll(" +", " ")).isEqualTo("""
                TOPIC PARTITION COMMITTED NEW CHANGE
                %1$s 0 2 0 -2
                %1$s 1 1 0 -1
                The group %2$s goes on there.
                """.formatted(topic, group));
        assertThat(direct("groups show " + group).out()).contains(group + ": empty, 0 members, 6 records behind");
        Map<String, String> headers = new HashMap<>(Visitor.basic("ada", "p"));
        headers.put("Accept", "application/json");
        assertThat(Visitor.of(port).at("/api/v1/audit?limit=2", headers).page().html())
                .contains("groups.reset.ended", "groups.reset.started", "\"actor\":\"olga\"", "\"channel\":\"api\"");
    }

    @Test
    void setsNothingForWhomItIsNotGranted() {
        String seen = " --to-earliest --execute --topic " + topic;

        assertThat(as("vic").run("groups reset " + group + seen))
                .isEqualTo(new CalledInTest(
                        3,
                        "",
                        "The console at http://localhost:" + port + " does not let you: This needs a grant of the role"
                                + " operator or admin for " + topic + ". Ask whoever runs this console.\n"));
        assertThat(as("olga").run("groups reset " + group + " --to-earliest --execute --topic other-" + topic))
                .isEqualTo(new CalledInTest(
                        3,
                        "",
                        "The console at http://localhost:" + port + " does not let you: This needs a grant of the role"
                                + " operator or admin for other-" + topic + ". Ask whoever runs this console.\n"));
        assertThat(as("olga").run("groups show nobody"))
                .isEqualTo(new CalledInTest(
                        3, "", "Kafka knows no consumer group nobody. The list of groups has those that it knows.\n"));
        assertThat(direct("groups show " + group).out()).contains(group + ": empty, 0 members, 3 records behind");
    }

    @Test
    void setsNoGroupThatRuns() {
        try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group, "client.id", "reader"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            while (member.assignment().isEmpty()) {
                member.poll(Duration.ofMillis(100));
            }
            String show = "groups show " + group + " --format json";

            CalledInTest reset = as("olga").run("groups reset " + group + " --to-earliest --execute");

            assertThat(reset)
                    .isEqualTo(new CalledInTest(
                            3,
                            "",
                            "Kafka sets no offsets of a group that runs, and " + group + " has 1 member."
                                    + " Stop its services first; avenant groups show " + group + " names them.\n"));
            assertThat(timeless(as("ada").run(show))).isEqualTo(timeless(direct(show)));
            assertThat(as("ada").run("groups show " + group).out()).contains("\n  member  reader on ");
        }
    }

    @Test
    void pausesTheProcessesThatTheConsoleKnows() throws Exception {
        topics.create(1, "line-pausing");
        topics.commit("line-pausing-books", "line-pausing", 0, 0);

        CalledInTest paused = as("olga").run("groups pause line-pausing-books --service " + SERVICE.url());
        CalledInTest all = as("olga").run("groups resume line-pausing-books --topic line-pausing");
        CalledInTest refused = as("vic").run("groups pause line-pausing-books");

        assertThat(paused).isEqualTo(new CalledInTest(0, SERVICE.url() + ": line-pausing is paused\n", ""));
        assertThat(all)
                .isEqualTo(new CalledInTest(
                        3,
                        SERVICE.url() + ": line-pausing is running\n",
                        "The process at http://localhost:1 did not answer the console: no connection.\n"));
        assertThat(refused.err())
                .isEqualTo(
                        "The console at http://localhost:" + port + " does not let you: This needs a grant of the role"
                                + " operator or admin for line-pausing. Ask whoever runs this console.\n");
        assertThat(SERVICE.told()).hasSize(2);
    }

    @Test
    void refusesWhatMakesNoSenseTogether() {
        assertThat(as("ada").run("groups list --bootstrap-servers localhost:1"))
                .isEqualTo(new CalledInTest(2, "", "Expected --console or --bootstrap-servers but found both.\n"));
        assertThat(as("ada").run("groups pause"))
                .isEqualTo(new CalledInTest(2, "", "Expected a GROUP with --console but found none.\n"));
        assertThat(as("ada").run("groups pause books --http-headers none"))
                .isEqualTo(new CalledInTest(
                        2,
                        "",
                        "--http-headers cannot be used with a console: it has headers of its own for each process.\n"));
        assertThat(CalledInTest.run(Map.of(), "groups", "pause", "books"))
                .isEqualTo(new CalledInTest(
                        2,
                        "",
                        "Expected --console with the GROUP books, since Kafka does not know where its processes are, but"
                                + " found none. Without a console name each of them with --service.\n"));
        assertThat(CalledInTest.run(Map.of(), "groups", "pause"))
                .isEqualTo(
                        new CalledInTest(2, "", "Expected --service, or a GROUP with --console, but found neither.\n"));
        assertThat(direct("groups list --cluster eu"))
                .isEqualTo(new CalledInTest(
                        2, "", "Expected --console with --cluster, which names a cluster of it, but found none.\n"));
    }
}
