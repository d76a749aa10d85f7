package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What programs read and have done, and where it is recorded. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.console.audit.topic=rest-audit")
class RestApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PAID = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"}, {"name": "payer", "type": "string", "tags": ["PII"]}]}
            """;

    /** Of 7, paid by Ada. */
    private static final byte[] PAYLOAD = {14, 6, 'A', 'd', 'a'};

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("olga", "p", "role=operator,topics=rest-,subjects=rest-"),
                LocalUser.of(
                        "otto", "p", "role=operator,topics=rest-", "role=operator,topics=shown-,personal-data=shown"),
                LocalUser.of("dora", "p", "role=viewer,topics=rest-,personal-data=shown"),
                LocalUser.of("vic", "p", "role=viewer,topics=rest-,subjects=rest-"));
    }

    @BeforeAll
    static void somethingToRead() throws Exception {
        topics.create(1, "rest-audit", "rest-paid", "rest-paid.books.dlt", "rest-paid.books.replay");
        int id;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            id = Objects.requireNonNull(client.register("rest-paid-shop.Paid", SchemaDefinition.of(PAID), false)
                    .id());
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(new ProducerRecord<>("rest-paid", "k".getBytes(UTF_8), new WirePrefix(id).before(PAYLOAD)));
        for (int number = 0; number < 5; number++) {
            records.add(LetterTopics.own(
                    "rest-paid", number, "k" + number, "HANDLER_FAILED", new WirePrefix(id).before(PAYLOAD)));
        }
        topics.send(records);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
    }

    private JsonNode get(String user, String path) {
        return json(ask(user, "GET", path, ""));
    }

    private Page ask(String user, String method, String path, String body) {
        Map<String, String> headers = new HashMap<>(Visitor.basic(user, "p"));
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        return Visitor.of(port).send(method, "/api/v1" + path, body, headers).page();
    }

    private static JsonNode json(Page page) {
        try {
            return JSON.readTree(page.html());
        } catch (IOException noJson) {
            throw new AssertionError(page.html(), noJson);
        }
    }

    @Test
    void recordsAreDecodedAndPersonalDataIsForThoseWhoAreGrantedIt() {
        JsonNode masked =
                get("vic", "/topics/rest-paid/records").path("records").get(0);
        JsonNode shown = get("ada", "/topics/rest-paid/records/0/0");

        assertThat(masked.path("value").asText()).isEqualTo("{\"amount\":7,\"payer\":\"•••\"}");
        assertThat(masked.path("masked").asBoolean()).isTrue();
        assertThat(shown.path("value").asText()).isEqualTo("{\"amount\":7,\"payer\":\"Ada\"}");
        assertThat(shown.path("type").asText()).isEqualTo("shop.Paid");
    }

    @Test
    void aListIsReadOnWithTheCursorThatItGives() {
        List<String> keys = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("vic", "/dead-letters/rest-paid.books.dlt?limit=2" + cursor)
                    .path("letters");
            page.path("items").forEach(letter -> keys.add(letter.path("key").asText()));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());

        assertThat(keys).containsExactly("k4", "k3", "k2", "k1", "k0");
        assertThat(ask("vic", "GET", "/topics?cursor=%20x", "").html())
                .isEqualTo("{\"detail\":\"Expected the cursor that the page before gave but found  x.\",\"status\":400,"
                        + "\"title\":\"That cannot be done\"}");
        assertThat(json(ask("vic", "GET", "/topics?limit=0", "")).path("detail").asText())
                .isEqualTo("limit: expected 1 to 1000 but found 0.");
        assertThat(json(ask("vic", "GET", "/topics/rest-paid/records?limit=201", ""))
                        .path("detail")
                        .asText())
                .isEqualTo("limit: expected 1 to 200 but found 201.");
        assertThat(json(ask("vic", "GET", "/correlation?id=e-1&limit=1001", ""))
                        .path("detail")
                        .asText())
                .isEqualTo("limit: expected 1 to 1000 but found 1001.");
    }

    @Test
    void aReplayTakesWhatWasListedAndIsRecordedInTheTopic() {
        String address = "/dead-letters/rest-paid.books.dlt/replay?key=k1";

        Page unseen = ask("olga", "POST", address, "{}");
        JsonNode preview = get("olga", address);
        Page begun = ask(
                "olga",
                "POST",
                address,
                "{\"listed\":\"" + preview.path("listed").asText() + "\"}");
        Page again = ask(
                "olga",
                "POST",
                address,
                "{\"listed\":\"" + preview.path("listed").asText() + "\"}");

        assertThat(unseen.status()).isEqualTo(400);
        assertThat(preview.path("planned").asInt()).isEqualTo(1);
        assertThat(begun.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("olga", address).path("job").path("endedAt").isTextual());
        assertThat(topics.read("rest-paid.books.replay").stream()
                        .filter(record -> new String(record.key(), UTF_8).equals("k1")))
                .hasSize(1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(recorded("dead-letters.replay"))
                        .filteredOn(line -> line.contains("key="))
                        .containsExactly("olga api started filter=key=•••", "olga api succeeded filter=key=•••"));
        assertThat(get("ada", "/audit").path("topic").asText()).isEqualTo("rest-audit");
        assertThat(get("ada", "/audit").toString()).contains("dead-letters.replay.started");
    }

    /** What the topic of actions has of a kind, oldest first. */
    private static List<String> recorded(String type) {
        List<String> recorded = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : topics.read("rest-audit")) {
            JsonNode event = json(
                    new Page(200, new String(record.value(), UTF_8), HttpHeaders.of(Map.of(), (name, text) -> true)));
            assertThat(event.path("specversion").asText()).isEqualTo("1.0");
            assertThat(new String(record.headers().lastHeader("content-type").value(), UTF_8))
                    .isEqualTo("application/cloudevents+json");
            if (event.path("type").asText().startsWith("dev.avenant.console." + type)) {
                JsonNode data = event.path("data");
                recorded.add(
                        data.path("actor").asText() + " " + data.path("channel").asText() + " "
                                + data.path("outcome").asText() + " filter="
                                + data.path("filter").asText());
            }
        }
        return recorded;
    }

    /** A letter may hold what looks like a record of an action, and say that it came from the topic of those. */
    @Test
    void noActionWritesToTheTopicOfActions() throws Exception {
        topics.create(1, "rest-forged.books.dlt");
        ProducerRecord<byte[], byte[]> letter =
                LetterTopics.own("rest-audit", 0, "k", "NOT_AVRO", "{}".getBytes(UTF_8));
        topics.send(List.of(new ProducerRecord<>(
                "rest-forged.books.dlt", 0, null, letter.key(), letter.value(), letter.headers())));
        String address = "/dead-letters/rest-forged.books.dlt/replay";
        String original = address + "?to=original";

        Page named = ask("ada", "POST", address + "?to=topic&topic=rest-audit", "{}");
        Page begun = ask(
                "ada",
                "POST",
                original,
                "{\"listed\":\"" + get("ada", original).path("listed").asText() + "\"}");

        assertThat(named.status()).isEqualTo(403);
        assertThat(named.html())
                .contains(
                        "rest-audit keeps the records of what people did, so no action writes to it. Name another topic.");
        assertThat(begun.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                get("ada", original).path("job").path("problem").asText())
                        .contains(
                                "Expected another topic than rest-audit, which keeps the records of actions: a letter says"
                                        + " that it came from there."));
        assertThat(topics.read("rest-audit")).noneMatch(record -> new String(record.value(), UTF_8).equals("{}"));
    }

    @Test
    void anActionThatNamesNoListingIsToldWhereItIsToBeHad() {
        Page answer = ask("ada", "POST", "/dead-letters/rest-paid.books.dlt/replay", "{}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText())
                .isEqualTo(
                        "Expected in \"listed\" what a GET of the same address says, but found nothing. Ask that first, and"
                                + " send it.");
    }

    /** Who could bring a letter to where they are shown everything would read what is masked. */
    @Test
    void noActionBringsWhatIsMaskedToWhereItIsShown() throws Exception {
        topics.create(1, "shown-copies", "rest-masked.books.dlt");
        ProducerRecord<byte[], byte[]> letter =
                LetterTopics.own("shown-copies", 0, "k", "NOT_AVRO", "masked".getBytes(UTF_8));
        topics.send(List.of(new ProducerRecord<>(
                "rest-masked.books.dlt", 0, null, letter.key(), letter.value(), letter.headers())));
        String address = "/dead-letters/rest-masked.books.dlt/replay";
        String original = address + "?to=original";

        Page named = ask("otto", "POST", address + "?to=topic&topic=shown-copies", "{}");
        Page begun = ask(
                "otto",
                "POST",
                original,
                "{\"listed\":\"" + get("otto", original).path("listed").asText() + "\"}");

        assertThat(named.status()).isEqualTo(403);
        assertThat(named.html())
                .contains(
                        "You are shown personal data of shown-copies, which is masked for you in the topic of the letters,"
                                + " so you bring none there. Name another topic.");
        assertThat(begun.status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(get("otto", original)
                                .path("job")
                                .path("problem")
                                .asText())
                        .contains(
                                "Expected another topic than shown-copies, which would show what is masked in that of the"
                                        + " letters: a letter says that it came from there."));
        assertThat(topics.read("shown-copies")).isEmpty();
    }

    @Test
    void whatPeopleDidIsToldAdminsAloneInTheTopicTooHoweverMuchOthersAreShown() {
        ask("vic", "POST", "/dead-letters/rest-paid.books.dlt/replay", "{}");

        JsonNode admins =
                get("ada", "/topics/rest-audit/records").path("records").get(0);
        JsonNode others =
                get("dora", "/topics/rest-audit/records").path("records").get(0);

        assertThat(admins.path("problem").asText() + admins.path("value").asText())
                .contains("7b 22");
        assertThat(others.path("value").asText()).isEqualTo("•••");
        assertThat(get("dora", "/topics/rest-paid/records/0/0").path("value").asText())
                .contains("Ada");
    }

    @Test
    void whatIsRefusedIsRecordedToo() {
        Page refused = ask("vic", "POST", "/dead-letters/rest-paid.books.dlt/drop", "{\"reason\":\"x\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.html())
                .isEqualTo("{\"detail\":\"This needs a grant of the role operator or admin for rest-paid.books.dlt. Ask"
                        + " whoever runs this console.\",\"status\":403,\"title\":\"That cannot be done\"}");
        assertThat(recorded("dead-letters.drop")).containsExactly("vic api refused filter=");
    }

    @Test
    void aValueIsCheckedAndTheVerySameIsSent() {
        String address = "/dead-letters/rest-paid.books.dlt/0/3/edit";
        String order = "\"subject\":\"rest-paid-shop.Paid\",\"version\":1,"
                + "\"value\":\"{\\\"amount\\\": 8, \\\"payer\\\": \\\"Eve\\\"}\"";

        JsonNode checked = json(ask("olga", "POST", address, "{" + order + "}"));
        JsonNode other = json(ask("olga", "POST", address, "{" + order + ",\"checked\":\"another\"}"));
        int before = topics.read("rest-paid.books.replay").size();
        JsonNode sent = json(ask(
                "olga",
                "POST",
                address,
                "{" + order + ",\"checked\":\"" + checked.path("checked").asText() + "\"}"));
        JsonNode again = json(ask(
                "olga",
                "POST",
                address,
                "{" + order + ",\"checked\":\"" + checked.path("checked").asText() + "\"}"));
        // As after a start of the console, which knows nothing of what was taken before.
        Page since = ask(
                "olga",
                "POST",
                address,
                "{" + order + ",\"checked\":\"" + other.path("checked").asText() + "\"}");
        Page wrong = ask("olga", "POST", address, "{" + order.replace("8", "\\\\\\\"x\\\\\\\"") + "}");

        assertThat(checked.path("sent").asBoolean()).isFalse();
        assertThat(other.path("sent").asBoolean()).isFalse();
        assertThat(sent.path("sent").asBoolean()).isTrue();
        assertThat(again.path("sent").asBoolean()).isTrue();
        assertThat(since.status()).isEqualTo(409);
        assertThat(since.html())
                .contains(
                        "Nothing was sent: the letter 0:3 was replayed, handled or dropped since the value was checked.");
        assertThat(topics.read("rest-paid.books.replay")).hasSize(before + 1);
        assertThat(wrong.status()).isIn(400, 422);
    }

    @Test
    void whoeverSendsAFormOrComesFromAnotherSiteIsRefused() {
        Map<String, String> form = new HashMap<>(Visitor.basic("olga", "p"));
        form.put("Content-Type", "application/x-www-form-urlencoded");
        Map<String, String> elsewhere = new HashMap<>(Visitor.basic("olga", "p"));
        elsewhere.put("Content-Type", "application/json");
        elsewhere.put("Origin", "http://localhost:3000");
        String address = "/api/v1/dead-letters/rest-paid.books.dlt/replay";

        assertThat(Visitor.of(port)
                        .send("POST", address, "listed=x", form)
                        .page()
                        .html())
                .contains(
                        "\"status\":415",
                        "Expected the content type application/json but found" + " application/x-www-form-urlencoded.");
        assertThat(Visitor.of(port).send("POST", address, "{}", elsewhere).status())
                .isEqualTo(403);
    }

    @Test
    void aBodyThatLacksTheSchemaIsNoCandidate() {
        Page lacking = ask("vic", "POST", "/subjects/rest-paid-shop.Paid/check", "{}");

        assertThat(lacking.status()).isEqualTo(400);
        assertThat(json(lacking).path("detail").asText())
                .isEqualTo("Expected a body of JSON as the description of this API says, but found something else.");
    }

    @Test
    void whatIsNotThereIsSaidInItsFormat() {
        Page none = ask("vic", "GET", "/topics/rest-none", "");
        Page nowhere = ask("vic", "GET", "/nowhere", "");

        assertThat(none.html())
                .isEqualTo("{\"detail\":\"There is no topic rest-none. The list of topics has those that there are.\","
                        + "\"status\":404,\"title\":\"Nothing here\"}");
        assertThat(json(nowhere).path("status").asInt()).isEqualTo(404);
    }
}
