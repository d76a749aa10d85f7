package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.operations.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where a consumer group goes on is set as it was listed, and not while it runs. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.console.registry-url=http://localhost:1")
class GroupResetTest {

    private static final Pattern LISTED = Pattern.compile("name=\"listed\" value=\"([^\"]*)\"");

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    private String topic = "";
    private String group = "";

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("olga", "p", "role=operator,topics=reset-", "role=viewer,topics=other-reset-"));
    }

    @BeforeEach
    void aGroupThatReadTwoOfThreeRecords(TestInfo test) throws Exception {
        topic = "reset-" + test.getTestMethod().orElseThrow().getName();
        group = topic + "-books";
        topics.create(2, topic);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            records.add(new ProducerRecord<>(
                    topic, number % 2, 1_767_225_600_000L + number, null, ("v" + number).getBytes(UTF_8)));
        }
        topics.send(records);
        topics.commit(group, topic, 0, 2);
        topics.commit(group, topic, 1, 1);
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        topics.deleteAll();
    }

    private Visitor visitor(String name) {
        return Visitor.of(port).signedIn(name, "p");
    }

    private static String listed(Visitor.Answer page) {
        Matcher listed = LISTED.matcher(page.page().html());
        assertThat(listed.find()).as(page.text()).isTrue();
        return listed.group(1);
    }

    private Map<String, Long> committed() throws Exception {
        try (Admin admin =
                KafkaClients.admin(Map.of("bootstrap.servers", kafka.bootstrapServers()), Duration.ofSeconds(30))) {
            Map<String, Long> committed = new TreeMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) ->
                            committed.put(partition.topic() + ":" + partition.partition(), offset.offset()));
            return committed;
        }
    }

    private Visitor.Answer send(Visitor visitor, Visitor.Answer page) {
        return visitor.post(
                "/groups/" + group + "/reset", Map.of("listed", listed(page), "_csrf", page.token()), Map.of());
    }

    @Test
    void listsFromWhereToWhereAndSetsThat() throws Exception {
        Visitor olga = visitor("olga");

        Visitor.Answer page = olga.at("/groups/" + group + "/reset?to=offset&value=1&topic=" + topic);

        assertThat(page.text())
                .contains("2 partitions would be set: 1 record is read again, none is skipped.")
                .contains(topic + " 0 2 1 1 0 " + topic + " 1 1 1 0 0");
        assertThat(committed()).containsEntry(topic + ":0", 2L);

        Visitor.Answer done = send(olga, page);

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("2 partitions were reset.", topic + " 0 2 1");
        assertThat(committed()).isEqualTo(Map.of(topic + ":0", 1L, topic + ":1", 1L));
        assertThat(visitor("ada").at("/audit").text())
                .contains("groups.reset.started", "groups.reset.ended", "offsets: 0: 2 to 1, 1: 1 to 1");
    }

    @Test
    void meansWhatIsAskedFor() {
        Map<String, String> asked = new HashMap<>(Map.of(
                "to=earliest", topic + " 0 2 0 2 0 " + topic + " 1 1 0 1 0",
                "to=latest", topic + " 0 2 3 0 1 " + topic + " 1 1 3 0 2",
                "to=by&value=-1", topic + " 0 2 1 1 0 " + topic + " 1 1 0 1 0",
                "to=by&value=999999999999999999&partition=1", topic + " 1 1 3 0 2",
                "to=time&value=2026-01-01T00:00:00.003Z", topic + " 0 2 2 0 0 " + topic + " 1 1 1 0 0",
                "to=offset&value=99&partition=0", topic + " 0 2 3 0 1"));
        Visitor olga = visitor("olga");

        asked.forEach((to, expected) -> assertThat(
                        olga.at("/groups/" + group + "/reset?" + to).text())
                .as(to)
                .contains(expected));
        assertThat(olga.at("/groups/" + group + "/reset?to=offset&value=x").text())
                .contains("value: expected a whole number but found 'x'.");
        assertThat(olga.at("/groups/" + group + "/reset?to=nowhere").text())
                .contains("Expected earliest, latest, offset, time or by but found 'nowhere'.");
        assertThat(olga.at("/groups/" + group + "/reset?to=latest&topic=reset-nobody")
                        .text())
                .contains("The group has nothing there to reset.");
    }

    @Test
    void changesNothingWhenTheGroupHasReadOnSinceItWasListed() throws Exception {
        Visitor olga = visitor("olga");
        Visitor.Answer page = olga.at("/groups/" + group + "/reset?to=earliest");
        topics.commit(group, topic, 1, 2);

        Visitor.Answer refused = send(olga, page);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text())
                .contains("Nothing was changed: " + topic + " 1 is no more as it was listed, since the group has"
                        + " committed something else or records were deleted. Look at the preview again.");
        assertThat(committed()).isEqualTo(Map.of(topic + ":0", 2L, topic + ":1", 2L));
    }

    @Test
    void setsNoOffsetThatATopicDoesNotHaveAndNoneTwice() throws Exception {
        Visitor olga = visitor("olga");
        String token = olga.at("/groups/" + group + "/reset?to=earliest").token();
        Map<String, Integer> forged = Map.of(
                topic + ":0:2:4",
                409,
                topic + ":7:-:0",
                409,
                topic + "-gone:0:-:0",
                409,
                topic + ":0:2:1," + topic + ":0:2:0",
                400,
                topic + ":0:2:-1",
                400,
                "",
                400);

        forged.forEach((listed, status) -> assertThat(
                        olga.post("/groups/" + group + "/reset", Map.of("listed", listed, "_csrf", token), Map.of())
                                .status())
                .as(listed)
                .isEqualTo(status));

        assertThat(committed()).isEqualTo(Map.of(topic + ":0", 2L, topic + ":1", 1L));
    }

    @Test
    void leavesWhatTheGroupReadOfReplays() throws Exception {
        String replay = topic + ".books.replay";
        topics.create(1, replay);
        topics.commit(group, replay, 0, 0);

        assertThat(visitor("ada").at("/groups/" + group + "/reset?to=earliest").text())
                .contains(topic + " 0 2 0 2 0")
                .doesNotContain(replay + " 0");
    }

    @Test
    void isDoneOnceWhenItIsSentTwice() throws Exception {
        Visitor olga = visitor("olga");
        Visitor.Answer page = olga.at("/groups/" + group + "/reset?to=earliest");

        assertThat(send(olga, page).status()).isEqualTo(200);
        topics.commit(group, topic, 0, 3);

        assertThat(send(olga, page).status()).isEqualTo(409);
        assertThat(committed()).containsEntry(topic + ":0", 3L);
    }

    @Test
    void isRefusedWhileMembersRun() throws Exception {
        Visitor olga = visitor("olga");
        Visitor.Answer before = olga.at("/groups/" + group + "/reset?to=earliest");
        try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            while (member.assignment().isEmpty()) {
                member.poll(Duration.ofMillis(100));
            }

            Visitor.Answer page = olga.at("/groups/" + group + "/reset?to=earliest");
            Visitor.Answer refused = send(olga, before);

            String why = "Kafka sets no offsets of a group that runs, and " + group
                    + " has 1 member. Stop its services first.";
            assertThat(page.text()).contains(why, topic + " 0 2 0 2 0");
            assertThat(page.page().html()).doesNotContain("name=\"listed\"");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text()).contains(why);
        }
    }

    @Test
    void meansNoTopicThatIsNotGranted() throws Exception {
        String other = "other-" + topic;
        topics.create(1, other, "hidden-" + topic);
        topics.commit(group, other, 0, 0);
        topics.commit(group, "hidden-" + topic, 0, 0);
        Visitor olga = visitor("olga");

        Visitor.Answer page = olga.at("/groups/" + group + "/reset?to=earliest");
        Visitor.Answer named = olga.at("/groups/" + group + "/reset?to=earliest&topic=" + other);
        Visitor.Answer forged = olga.post(
                "/groups/" + group + "/reset", Map.of("listed", other + ":0:0:0", "_csrf", page.token()), Map.of());
        Visitor.Answer unseen = olga.post(
                "/groups/" + group + "/reset",
                Map.of("listed", "hidden-" + topic + ":0:0:0", "_csrf", page.token()),
                Map.of());

        assertThat(page.text())
                .contains(topic + " 0 2 0")
                .doesNotContain(other + " 0")
                .doesNotContain("hidden-");
        assertThat(named.status()).isEqualTo(403);
        assertThat(forged.status()).isEqualTo(403);
        assertThat(unseen.status()).isEqualTo(404);
        assertThat(visitor("ada").at("/audit").text()).contains("groups.reset.refused");
    }

    @Test
    void theApiDoesTheSame() throws Exception {
        Map<String, String> headers = new HashMap<>(Visitor.basic("olga", "p"));
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        String path = "/api/v1/groups/" + group + "/reset";
        Visitor program = Visitor.of(port);

        Visitor.Answer preview = program.at(path + "?to=latest&partition=0", headers);
        Visitor.Answer done = program.send("POST", path, "{\"listed\":\"" + topic + ":0:2:3\"}", headers);
        Visitor.Answer wrong = program.send("POST", path, "{}", headers);

        assertThat(preview.page().html())
                .isEqualTo("{\"group\":\"" + group + "\",\"members\":[],\"changes\":[{\"topic\":\"" + topic
                        + "\",\"partition\":0,\"from\":2,\"to\":3,\"readAgain\":0,\"skipped\":1}],\"listed\":\"" + topic
                        + ":0:2:3\"}");
        assertThat(done.status()).isEqualTo(204);
        assertThat(committed()).containsEntry(topic + ":0", 3L);
        assertThat(wrong.status()).isEqualTo(400);
    }
}
