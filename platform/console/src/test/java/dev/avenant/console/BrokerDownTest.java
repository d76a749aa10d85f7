package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.kafka.embedded.FreePorts;
import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What the console shows while one of two brokers is down: that it is, and all that the other one knows. */
@Tag("broker")
class BrokerDownTest {

    private static final String GROUP = "books";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static KafkaBroker kept;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext console;

    private static int port;

    @BeforeAll
    static void oneOfTwoBrokersIsDown() throws Exception {
        List<Integer> ports = FreePorts.pick(3);
        Map<String, String> cluster = Map.of("cluster.id", Uuid.randomUuid().toString());
        kept = KafkaBroker.start(KafkaBrokerSettings.in(folder.resolve("1"))
                .withPorts(ports.get(0), ports.get(1))
                .withOverrides(cluster));
        LetterTopics topics = new LetterTopics(kept::bootstrapServers);
        topics.create(1, "kept", "kept.books.dlt", "kept.books.replay");
        topics.send(IntStream.range(0, 60)
                .mapToObj(number -> new ProducerRecord<byte[], byte[]>("kept", 0, null, new byte[] {1}))
                .toList());
        topics.commit(GROUP, "kept", 0, 20);
        Map<String, String> second = new HashMap<>(cluster);
        second.put("node.id", "2");
        second.put("process.roles", "broker");
        second.put("controller.quorum.voters", "1@localhost:" + ports.get(1));
        second.put("listeners", "CLIENT://localhost:" + ports.get(2));
        try (KafkaBroker lost = KafkaBroker.start(KafkaBrokerSettings.in(folder.resolve("2"))
                        .withPorts(ports.get(2), 0)
                        .withOverrides(second));
                Admin admin = Admin.create(Map.of("bootstrap.servers", lost.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("half", Map.of(0, List.of(1), 1, List.of(2))),
                            new NewTopic("half.books.dlt", Map.of(0, List.of(1), 1, List.of(2))),
                            new NewTopic("copied", Map.of(0, List.of(1, 2)))))
                    .all()
                    .get();
            topics.commit(GROUP, "half", 0, 0);
            topics.commit(GROUP, "half", 1, 0);
            topics.send(List.of(
                    LetterTopics.own("kept", 0, "k", "NOT_AVRO", new byte[] {1}),
                    LetterTopics.own("half", 0, "k", "NOT_AVRO", new byte[] {1})));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kept.bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> isWithoutLeader(admin, "half", 1));
        }
        console = new SpringApplicationBuilder(ConsoleApplication.class)
                .run(
                        "--server.port=0",
                        "--avenant.console.timeout=5s",
                        "--avenant.console.registry-url=http://localhost:1",
                        "--avenant.console.bootstrap-servers=" + kept.bootstrapServers());
        port = console.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static boolean isWithoutLeader(Admin admin, String topic, int partition) throws Exception {
        TopicDescription described = Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        return described.partitions().get(partition).leader() == null;
    }

    @AfterAll
    static void stop() {
        console.close();
        kept.close();
    }

    private static JsonNode told(String path) throws Exception {
        return new JsonMapper()
                .readTree(Visitor.of(port)
                        .at(path, Map.of("Accept", "application/json"))
                        .page()
                        .html());
    }

    @Test
    void theOverviewSaysHowManyPartitionsAreTroubledAndAllTheRest() throws Exception {
        // Letters are read on at each look, for a while.
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                told("/api/v1/overview").path("openByCause").toString())
                        .isEqualTo("[{\"cause\":\"NOT_AVRO\",\"open\":1}]"));

        JsonNode overview = told("/api/v1/overview");

        assertThat(Page.at(port, "/").main())
                .contains("1 broker", "3 partitions have no leader or a replica that is behind");
        assertThat(overview.path("missing")).isEmpty();
        assertThat(overview.path("unreadLetters").asInt())
                .as("of the topic that is not whole")
                .isEqualTo(1);
        assertThat(overview.path("groups").get(0).path("lag").asInt()).isEqualTo(40);
        assertThat(overview.path("topics").findValuesAsText("name")).contains("copied", "half", "kept");
        assertThat(overview.path("topics"))
                .as("each has a rate")
                .allSatisfy(
                        topic -> assertThat(topic.path("perSecond").isNumber()).isTrue());
    }

    @Test
    void aGroupIsShownWithWhatIsKnownOfIt() throws Exception {
        assertThat(told("/api/v1/groups").path("items").findValuesAsText("lag")).containsExactly("40");
        assertThat(Page.at(port, "/groups/" + GROUP).main())
                .containsPattern("half 0 0 0 0 – nobody half 1 0 – – – nobody kept 0 20 60 40 \\d+ nobody");
    }

    @Test
    void aTopicIsShownWithTheOffsetsOfThePartitionsThatHaveALeader() {
        assertThat(Page.at(port, "/topics/half").main()).contains("0 0 0 0 ", "1 – – – ");
    }
}
