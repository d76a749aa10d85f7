package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The processes of a consumer group are shown with what they do, and paused, as far as they are known. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.console.registry-url=http://localhost:1")
class GroupPauseTest {

    private static final String GROUP = "pause-books";
    private static final String ANOTHER = "pause-mails";
    private static final String ORDERS = "pause-orders";
    private static final String USERS = "other-users";
    private static final String HIDDEN = "hidden-audits";
    private static final String TOLD = "{\"pause-orders\":[0]}";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);
    private static final ServiceProcess first = ServiceProcess.start(GROUP, ORDERS, USERS, HIDDEN);
    private static final ServiceProcess second = ServiceProcess.start(GROUP, ORDERS);
    private static final ServiceProcess ofAnotherGroup = ServiceProcess.start(ANOTHER, USERS);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.services[0].group", () -> GROUP);
        properties.add(
                "avenant.console.services[0].instances",
                () -> first.url() + "/, " + second.url() + ",http://localhost:1");
        properties.add("avenant.console.services[0].headers.Authorization", () -> "Bearer secret");
        properties.add("avenant.console.services[1].group", () -> ANOTHER);
        properties.add("avenant.console.services[1].instances", ofAnotherGroup::url);
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("olga", "p", "role=operator,topics=pause-", "role=viewer,topics=other-"),
                LocalUser.of("vic", "p", "role=viewer,topics=pause-"));
    }

    @BeforeAll
    static void aGroup() throws Exception {
        topics.create(2, ORDERS);
        topics.create(1, USERS, HIDDEN);
        topics.commit(GROUP, ORDERS, 0, 0);
        topics.commit(GROUP, USERS, 0, 0);
        topics.commit("pause-unknown", ORDERS, 0, 0);
    }

    @BeforeEach
    void processesThatRun() {
        first.in(ORDERS, "running")
                .in(USERS, "running")
                .in(HIDDEN, "running")
                .ofGroup(GROUP)
                .securedBy("Bearer secret")
                .assigned(TOLD)
                .answering("")
                .before(() -> {});
        second.in(ORDERS, "running").ofGroup(GROUP).securedBy("").assigned("{}").answering("");
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        first.close();
        second.close();
        ofAnotherGroup.close();
        topics.deleteAll();
    }

    private Visitor visitor(String name) {
        return Visitor.of(port).signedIn(name, "p");
    }

    private static String page(Visitor visitor) {
        return visitor.at("/groups/" + GROUP).text();
    }

    private static Visitor.Answer tell(Visitor visitor, String what, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", visitor.at("/groups/" + GROUP).token());
        return visitor.post("/groups/" + GROUP + "/" + what, all, Map.of());
    }

    /** Each answers once the other was asked too, or when nobody waits any more. */
    @Test
    void theOverviewAsksTheProcessesOfAllGroupsAtOnce() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Runnable meet = () -> {
            try {
                both.await(2, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                // Then it answers too late.
            }
        };
        first.before(meet);
        ofAnotherGroup.before(meet);

        Map<String, String> asProgram = new HashMap<>(Visitor.basic("ada", "p"));
        asProgram.put("Accept", "application/json");
        JsonNode services = new JsonMapper()
                .readTree(Visitor.of(port)
                        .at("/api/v1/overview", asProgram)
                        .page()
                        .html())
                .path("services");

        assertThat(services.findValuesAsText("group")).containsExactly(GROUP, ANOTHER);
        assertThat(services.findValuesAsText("silent")).as("but that at port 1").containsExactly("1", "0");
    }

    @Test
    void showsWhatEachProcessDoesWithEachTopicThatIsSeen() {
        first.in(USERS, "running because 12 of 20 records failed");
        second.in(ORDERS, "stopped: topic pause-orders does not exist");

        String olga = page(visitor("olga"));
        String vic = page(visitor("vic"));

        assertThat(olga)
                .contains(first.url() + " " + ORDERS + " running Pause")
                .contains(first.url() + " " + USERS + " running reads nothing: 12 of 20 records failed " + first.url())
                .contains(second.url() + " " + ORDERS + " stopped: topic pause-orders does not exist Pause")
                .contains("http://localhost:1 – Did not answer: no connection.")
                .doesNotContain(HIDDEN, "secret");
        assertThat(vic)
                .contains(first.url() + " " + ORDERS + " running " + second.url())
                .doesNotContain("Pause");
    }

    @Test
    void pausesOneSubscriptionOfOneProcessAndHasItGoOn() {
        Visitor olga = visitor("olga");
        Map<String, String> one = Map.of("topic", ORDERS, "instance", first.url());

        Visitor.Answer paused = tell(olga, "pause", one);

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.text()).contains("Done for 1 subscription.", first.url() + " " + ORDERS + " paused");
        assertThat(first.states()).isEqualTo(Map.of(ORDERS, "paused", USERS, "running", HIDDEN, "running"));
        assertThat(second.states()).isEqualTo(Map.of(ORDERS, "running"));
        assertThat(page(olga)).contains(first.url() + " " + ORDERS + " paused Resume");

        assertThat(tell(olga, "resume", one).text()).contains(first.url() + " " + ORDERS + " running");
        assertThat(first.states()).containsEntry(ORDERS, "running");
        assertThat(visitor("ada").at("/audit").text())
                .contains("groups.pause.started", "groups.pause.ended", "groups.resume.ended")
                .contains("group: " + GROUP, "instances: " + first.url());
    }

    @Test
    void pausesAllThatMayBeActedOnAndSaysWhereItCouldNot() {
        Visitor.Answer paused = tell(visitor("olga"), "pause", Map.of());

        assertThat(paused.text())
                .contains("Done for 2 subscriptions, not done at 1 place.")
                .contains("http://localhost:1 – Did not answer: no connection.");
        assertThat(first.states()).isEqualTo(Map.of(ORDERS, "paused", USERS, "running", HIDDEN, "running"));
        assertThat(second.states()).isEqualTo(Map.of(ORDERS, "paused"));
        assertThat(visitor("ada").at("/audit").text()).contains("Not done at http://localhost:1.");
    }

    @Test
    void doesNothingThatIsNotGranted() {
        int told = first.told().size();
        Visitor olga = visitor("olga");
        Visitor vic = visitor("vic");
        String token = vic.at("/subjects/x/check").token();

        assertThat(tell(olga, "pause", Map.of("topic", USERS)).status()).isEqualTo(403);
        assertThat(tell(olga, "pause", Map.of("topic", HIDDEN)).status()).isEqualTo(404);
        assertThat(vic.post("/groups/" + GROUP + "/pause", Map.of("_csrf", token), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(first.told()).hasSize(told);
        assertThat(visitor("ada").at("/audit").text()).contains("groups.pause.refused");
    }

    @Test
    void asksNothingButWhatTheSettingsNameAndTheProcessReads() {
        int told = first.told().size();
        Visitor olga = visitor("olga");
        String problem = "The settings name no process of " + GROUP
                + " that reads that, or is at that address (avenant.console.services), so that nothing can be paused or"
                + " resumed.";

        for (Map<String, String> wrong : List.of(
                Map.of("instance", "http://localhost:9"),
                Map.of("instance", second.url(), "topic", "pause-nobody"),
                Map.of("instance", second.url(), "topic", "pause-orders/../../shutdown"))) {
            Visitor.Answer answer = tell(olga, "pause", wrong);
            assertThat(answer.status()).as(wrong.toString()).isEqualTo(404);
            assertThat(answer.text()).contains(problem);
        }
        assertThat(first.told()).hasSize(told);
    }

    @Test
    void doesNothingAtAProcessThatIsOfAnotherGroup() {
        second.ofGroup("pause-archive");
        Visitor olga = visitor("olga");

        assertThat(page(olga))
                .contains(
                        second.url() + " – Says that it is of another group: 'pause-archive'. Nothing is done there.");
        assertThat(tell(olga, "pause", Map.of("instance", second.url())).text())
                .contains("Done for no subscription, not done at 1 place.");
        assertThat(second.states()).isEqualTo(Map.of(ORDERS, "running"));
    }

    @Test
    void saysWhatIsWrongWithAProcess() {
        first.securedBy("Bearer another");
        second.answering("<html>");

        assertThat(page(visitor("olga")))
                .contains(first.url()
                        + " – Refused the credentials (401). Set headers of the service in avenant.console.services.")
                .contains(second.url() + " – Answered no JSON. Is it a service with Avenant's messaging starter?");
        second.answering("{\"group\":\"" + GROUP + "\",\"padding\":\"" + "x".repeat(1 << 20) + "\"}");
        assertThat(page(visitor("olga"))).contains(second.url() + " – ", "the answer is longer than 1048576 bytes");
    }

    @Test
    void theOverviewSaysHowManyProcessesReadWhatTheyAreTo() {
        second.in(ORDERS, "paused");

        assertThat(visitor("ada").at("/").page().main())
                .contains("Services 2 of 4 processes read all that they are to read pause-books 1 paused, 0 stopped, 1"
                        + " without an answer");
        first.in(ORDERS, "running because 12 of 20 records failed").in(HIDDEN, "stopped: gone");
        second.in(ORDERS, "running");
        assertThat(visitor("ada").at("/").page().main()).contains("Services 2 of 4", "0 paused, 1 stopped, 1 without");
        first.in(ORDERS, "running");
        assertThat(visitor("vic").at("/").page().main()).contains("Services 2 of 3", "0 paused, 0 stopped, 1 without");
    }

    @Test
    void namesThePartitionsThatOthersRead() {
        try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        GROUP,
                        "client.id",
                        "stranger",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of(ORDERS));
            while (member.assignment().isEmpty()) {
                member.poll(Duration.ofMillis(100));
            }
            Visitor olga = visitor("olga");

            String one = page(olga);
            second.assigned("{\"pause-orders\":[1]}");
            String none = page(olga);
            second.assigned("");
            String unknown = page(olga);

            assertThat(one)
                    .contains("1 partition is read by members of which none of these processes told. A pause here does"
                            + " not reach them. pause-orders 1, stranger on ");
            assertThat(none).doesNotContain("of which none");
            assertThat(unknown)
                    .doesNotContain("of which none")
                    .contains("A process does not say which partitions it reads");
        }
    }

    @Test
    void saysThatTheSettingsNameNoProcess() {
        assertThat(visitor("olga").at("/groups/pause-unknown").text())
                .contains(
                        "The settings name no processes of this group (avenant.console.services), so that it cannot be"
                                + " paused here.");
        assertThat(visitor("vic").at("/groups/pause-unknown").text()).doesNotContain("avenant.console.services");
    }

    @Test
    void isSaidInGerman() {
        String german = visitor("olga").at("/groups/" + GROUP + "?lang=de").text();

        assertThat(german)
                .contains("Prozesse der Gruppe", first.url() + " " + ORDERS + " läuft Anhalten", "Antwortete nicht: ");
    }

    @Test
    void theApiDoesTheSame() {
        Map<String, String> headers = new HashMap<>(Visitor.basic("olga", "p"));
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        String path = "/api/v1/groups/" + GROUP;
        Visitor program = Visitor.of(port);

        Visitor.Answer shown = program.at(path, headers);
        Visitor.Answer paused = program.send(
                "POST", path + "/pause", "{\"topic\":\"pause-orders\",\"instance\":\"" + second.url() + "\"}", headers);
        Visitor.Answer resumed = program.send("POST", path + "/resume", "{}", headers);

        assertThat(shown.page().html())
                .contains("{\"url\":\"" + second.url() + "\",\"problem\":null,\"subscriptions\":{\"pause-orders\":"
                        + "{\"state\":\"running\",\"circuitBreaker\":null}}}")
                .contains(
                        "{\"url\":\"http://localhost:1\",\"problem\":{\"kind\":\"AWAY\",\"detail\":\"no connection\"}")
                .contains("\"readElsewhere\":[]");
        assertThat(paused.page().html())
                .isEqualTo("[{\"instance\":\"" + second.url()
                        + "\",\"topic\":\"pause-orders\",\"now\":{\"state\":\"paused\","
                        + "\"circuitBreaker\":null},\"problem\":null}]");
        assertThat(resumed.page().html()).contains("\"state\":\"running\"", "\"kind\":\"AWAY\"");
        assertThat(second.states()).isEqualTo(Map.of(ORDERS, "running"));
    }
}
