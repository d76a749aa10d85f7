package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Dead letters are found, explained, replayed and dropped. */
@Tag("broker")
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.access.everybody[0].role=operator",
            "avenant.console.access.everybody[0].topics=*",
            "avenant.console.access.everybody[0].subjects=*"
        })
class DeadLetterPagesTest {

    private static final String FIRST = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"}, {"name": "payer", "type": "string", "tags": ["PII"]}]}
            """;
    private static final String SECOND = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"}, {"name": "payer", "type": "string", "tags": ["PII"]},
             {"name": "note", "type": "string", "default": ""}]}
            """;

    private static final String NOTE = """
            {"type": "record", "name": "Note", "namespace": "shop", "fields": [
             {"name": "text", "type": "string"}, {"name": "count", "type": "long"}]}
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
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
    }

    private static int register(String subject, String schema) {
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            return Objects.requireNonNull(
                    client.register(subject, SchemaDefinition.of(schema), false).id());
        }
    }

    /** As many letters of a topic that was just made, with keys k0, k1, …; each third was NOT_AVRO. */
    private void letters(String topic, int count) throws Exception {
        topics.create(1, topic, topic + ".books.dlt", topic + ".books.replay");
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            letters.add(LetterTopics.own(
                    topic,
                    number,
                    "k" + number,
                    number % 3 == 0 ? "NOT_AVRO" : "HANDLER_REFUSED",
                    "garbage".getBytes(UTF_8)));
        }
        topics.send(letters);
    }

    private void awaitReplays(String topic, int count) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(topics.read(topic + ".books.replay")).hasSize(count));
    }

    @Test
    void areListedByCauseGroupAndSchemaOverAllTopics() throws Exception {
        letters("summed", 4);

        Page page = Page.at(port, "/dead-letters");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("NOT_AVRO summed.books.dlt books – 2 0 0 0 2026-01-01T00:00:01Z")
                .contains("HANDLER_REFUSED summed.books.dlt books – 2 0 0 0 2026-01-01T00:00:01Z");
        Page group = Page.at(
                port,
                page.links("/dead-letters/summed.books.dlt?cause=NOT_AVRO").get(0));
        assertThat(group.text()).contains("2 letters, each record by its newest", "k0", "k3");
        assertThat(group.text()).doesNotContain("k1 ", "k2 ");
    }

    @Test
    void areAllReachedByPagingHoweverManyThereAre() throws Exception {
        letters("paged", 250);

        Page first = Page.at(port, "/dead-letters/paged.books.dlt");
        Page last = Page.at(port, "/dead-letters/paged.books.dlt?page=3");

        assertThat(first.text()).contains("250 letters read.", "0:249", "Page 1 of 3");
        assertThat(last.text()).contains("0:49 ", "0:0 ", "Page 3 of 3").doesNotContain("0:50 ");
    }

    @Test
    void areToldApartByWhatBecameOfThem() throws Exception {
        letters("told", 4);
        Page.submit(
                port,
                "/dead-letters/told.books.dlt/replay?key=k0",
                "/dead-letters/told.books.dlt/replay?key=k0",
                Map.of());
        awaitReplays("told", 1);
        topics.commit("books", "told.books.replay", 0, 1);
        Page.submit(
                port,
                "/dead-letters/told.books.dlt/replay?key=k1",
                "/dead-letters/told.books.dlt/replay?key=k1",
                Map.of());
        awaitReplays("told", 2);
        String drop = "/dead-letters/told.books.dlt/drop?key=k2";
        Page.submit(port, drop, drop, Map.of("reason", "sent again as 4711"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.read("told.books.dlt")).hasSize(5));

        Page page = Page.at(port, "/dead-letters/told.books.dlt");

        assertThat(page.text())
                .contains("4 letters read, and 1 record that is none, such as a drop marker.")
                .contains("0:0 NOT_AVRO resolved")
                .contains("0:1 HANDLER_REFUSED replayed")
                .contains("0:2 HANDLER_REFUSED dropped")
                .contains("0:3 NOT_AVRO open");
        assertThat(Page.at(port, "/dead-letters/told.books.dlt?state=dropped").text())
                .contains("1 letter, each record by its newest", "k2")
                .doesNotContain("k3");
    }

    @Test
    void isExplainedWithTheBytesBesideWhatTheySayAndWithoutPersonalData() throws Exception {
        topics.create(1, "explained", "explained.books.dlt");
        int id = register("explained-shop.Paid", FIRST);
        register("explained-shop.Paid", SECOND);
        topics.send(
                List.of(LetterTopics.own("explained", 41, "7", "HANDLER_REFUSED", new WirePrefix(id).before(PAYLOAD))));

        Page page = Page.at(port, "/dead-letters/explained.books.dlt/0/0");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("HANDLER_REFUSED open no account 41")
                .contains("The handler says that it can never handle this event.")
                .contains("From explained , partition 1, offset 41", "Group books", "Key 7", "Value 10 bytes")
                .contains("Written with explained-shop.Paid v1", "The newest version explained-shop.Paid v2")
                .contains("5 0e /amount long 7")
                .contains("6 ••• /payer string •••")
                .contains("explained-shop.Paid v1 reads all of it", "explained-shop.Paid v2 fails at byte 10, /note")
                .contains("Bytes that are or may be personal data are left out");
        assertThat(page.html()).doesNotContain("Ada", "41 64 61");
        assertThat(page.links("/subjects/explained-shop.Paid/diff")).hasSize(1);
    }

    @Test
    void isExplainedUpToTheByteThatFails() throws Exception {
        topics.create(1, "cut", "cut.books.dlt");
        int id = register("cut-shop.Paid", FIRST);
        topics.send(List.of(LetterTopics.own(
                "cut", 1, "7", "TRUNCATED", new WirePrefix(id).before(new byte[] {14, 40, 'A', 'd'}))));

        Page page = Page.at(port, "/dead-letters/cut.books.dlt/0/0");

        assertThat(page.text())
                .contains("The bytes: They end too early: the value was cut off.")
                .contains("Byte 6 fails /payer The bytes end before the value does.")
                .contains("Expected text of at most the 2 bytes that are left Found a length of 20 From there 28 •••");
        assertThat(page.html()).doesNotContain("41 64");
    }

    @Test
    void ofAnotherLibraryIsExplainedAndGoesWhereSomebodySays() throws Exception {
        topics.create(1, "foreign", "foreign-dlt", "foreign-again");
        topics.send(List.of(LetterTopics.spring("foreign", 5, "a"), LetterTopics.spring("foreign", 6, "b")));

        Page letter = Page.at(port, "/dead-letters/foreign-dlt/0/0");
        Page nowhere = Page.at(port, "/dead-letters/foreign-dlt/replay");
        String there = "/dead-letters/foreign-dlt/replay?to=topic&topic=foreign-again";
        Page.submit(port, there, there, Map.of());

        assertThat(letter.text())
                .contains("IllegalStateException open Listener failed; no account")
                .contains("Letter written by Spring Kafka", "a.B: Listener failed at a.B.c(B.java:1)");
        assertThat(nowhere.text()).contains("Say where they are to go.").doesNotContain("would be replayed");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.read("foreign-again")).hasSize(2));
        assertThat(Page.at(port, "/dead-letters/foreign-dlt?to=topic&topic=foreign-again")
                        .text())
                .contains("0:0 IllegalStateException replayed", "0:1 IllegalStateException replayed");
    }

    @Test
    void areListedBeforeTheyAreReplayedAndThenOnlyThoseThatWereMeant(CapturedOutput log) throws Exception {
        letters("meant", 6);
        String address = "/dead-letters/meant.books.dlt/replay?cause=NOT_AVRO";

        Page preview = Page.at(port, address);
        assertThat(preview.text()).contains("2 letters would be replayed.", "k0", "k3");
        assertThat(preview.text()).doesNotContain("k1 ");
        assertThat(topics.read("meant.books.replay")).isEmpty();

        Page.submit(port, address, address, Map.of());
        awaitReplays("meant", 2);

        assertThat(topics.read("meant.books.replay").stream()
                        .map(ConsumerRecord::key)
                        .map(key -> new String(key, UTF_8)))
                .containsExactly("k0", "k3");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text())
                        .contains("Done 2 of 2 letters replayed", "No letter would be replayed."));
        assertThat(log.getOut())
                .contains(
                        "\"type\":\"dev.avenant.console.dead-letters.replay.started\",\"datacontenttype\":\"application/json\",\"subject\":\"meant.books.dlt\"")
                .contains(
                        "\"actor\":\"console user\",\"address\":\"127.0.0.1\",\"channel\":\"page\",\"outcome\":\"started\",\"target\":\"meant.books.replay\",\"filter\":\"cause=NOT_AVRO\",\"planned\":2}")
                .contains("\"planned\":2,\"sent\":2}");
    }

    @Test
    void areReplayedNoFasterThanSomebodySaysAndStopWhenTold() throws Exception {
        letters("slow", 50);
        String address = "/dead-letters/slow.books.dlt/replay";
        Page.submit(port, address, address, Map.of("rate", "5"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text()).contains("Running"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(topics.read("slow.books.replay")).isNotEmpty());
        Page busy = Page.submit(port, address + "?cause=NOT_AVRO", address + "?cause=NOT_AVRO", Map.of());
        Page.submit(port, address, address + "/stop?", Map.of());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text()).contains("Stopped before its end"));
        int sent = topics.read("slow.books.replay").size();
        assertThat(sent).isBetween(1, 49);
        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.text()).contains("Another action runs on the letters of slow.books.dlt");

        Page.submit(port, address, address, Map.of());
        awaitDone(address, "Done");
        awaitReplays("slow", 50);
        assertThat(topics.read("slow.books.replay").stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .distinct())
                .hasSize(50);
    }

    @Test
    void isDroppedWithAReasonAlone() throws Exception {
        letters("reasoned", 1);
        String address = "/dead-letters/reasoned.books.dlt/drop?offset=0:0";

        Page without = Page.submit(port, address, address, Map.of("reason", " "));

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.text()).contains("Expected a reason but found none.");
        assertThat(topics.read("reasoned.books.dlt")).hasSize(1);
    }

    @Test
    void isReplayedWithAnotherValueThatIsCheckedFirst() throws Exception {
        topics.create(1, "edited", "edited.books.dlt", "edited.books.replay");
        int id = register("edited-shop.Paid", FIRST);
        topics.send(List.of(LetterTopics.own("edited", 1, "7", "HANDLER_REFUSED", new WirePrefix(id).before(PAYLOAD))));
        String address = "/dead-letters/edited.books.dlt/0/0/edit";
        Map<String, String> wrong =
                Map.of("subject", "edited-shop.Paid", "version", "1", "value", "{\"amount\": \"x\", \"payer\": \"B\"}");
        Map<String, String> right =
                Map.of("subject", "edited-shop.Paid", "version", "1", "value", "{\"amount\": 8, \"payer\": \"B\"}");

        Page form = Page.at(port, address);
        Page refused = Page.submit(port, address, address, wrong);
        Page checked = Page.submit(port, address, address, right);

        assertThat(form.text()).contains("The value has personal data, which nothing that is granted to you shows.");
        assertThat(form.html()).contains("value=\"edited-shop.Paid\"").doesNotContain("Ada");
        assertThat(refused.text()).contains("at $.amount expected a long but found \"x\"");
        assertThat(checked.text()).contains("It is a value of edited-shop.Paid version 1: 8 bytes.");
        assertThat(topics.read("edited.books.replay")).isEmpty();

        Page changed = Page.submit(port, address, address, sent(checked, "{\"amount\": 9, \"payer\": \"B\"}"));
        assertThat(changed.text()).contains("It is a value of edited-shop.Paid version 1: 8 bytes.");
        assertThat(topics.read("edited.books.replay")).isEmpty();

        Page sent = Page.submit(port, address, address, sent(checked, "{\"amount\": 8, \"payer\": \"B\"}"));
        Page again = Page.submit(port, address, address, sent(checked, "{\"amount\": 8, \"payer\": \"B\"}"));

        assertThat(sent.status()).isEqualTo(302);
        assertThat(again.status()).isEqualTo(302);
        assertThat(topics.read("edited.books.replay"))
                .singleElement()
                .extracting(ConsumerRecord::value)
                .isEqualTo(new WirePrefix(id).before(new byte[] {16, 2, 'B'}));
    }

    /** The second press on the page that shows what was checked. */
    private static Map<String, String> sent(Page checked, String value) {
        return Map.of(
                "subject",
                "edited-shop.Paid",
                "version",
                "1",
                "value",
                value,
                "checked",
                checked.hidden("checked"),
                "listed",
                checked.hidden("listed"),
                "send",
                "yes");
    }

    @Test
    void anEditGoesWhereItWasCheckedFor() throws Exception {
        topics.create(1, "aimed", "aimed.books.dlt", "aimed.books.replay", "aimed-there");
        int id = register("aimed-shop.Paid", FIRST);
        topics.send(List.of(LetterTopics.own("aimed", 1, "7", "HANDLER_REFUSED", new WirePrefix(id).before(PAYLOAD))));
        String address = "/dead-letters/aimed.books.dlt/0/0/edit";

        Page checked = Page.submit(
                port,
                address,
                address,
                Map.of(
                        "subject", "aimed-shop.Paid",
                        "version", "1",
                        "value", "{\"amount\": 8, \"payer\": \"B\"}",
                        "to", "topic",
                        "topic", "aimed-there"));

        assertThat(checked.html())
                .contains("name=\"to\" value=\"topic\" checked=\"checked\"", "name=\"topic\" value=\"aimed-there\"")
                .doesNotContain("name=\"to\" value=\"\" checked");
    }

    @Test
    void whatCameSinceTheyWereListedIsNotTaken() throws Exception {
        letters("since", 2);
        String replay = "/dead-letters/since.books.dlt/replay";
        String drop = "/dead-letters/since.books.dlt/drop";
        Page toReplay = Page.at(port, replay);
        Page toDrop = Page.at(port, drop);
        topics.send(List.of(LetterTopics.own("since", 2, "k2", "NOT_AVRO", "garbage".getBytes(UTF_8))));

        Page.submit(port, replay, replay, Map.of("listed", toReplay.hidden("listed")));
        awaitDone(replay, "Done 2 of 2 letters replayed");
        Page.submit(port, drop, drop, Map.of("listed", toDrop.hidden("listed"), "reason", "a test"));
        awaitDone(drop, "Done 2 of 2 letters dropped");

        assertThat(topics.read("since.books.replay"))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("k0", "k1");
        assertThat(Page.at(port, "/dead-letters/since.books.dlt").text()).contains("0:2 NOT_AVRO open");
        Page none = Page.submit(port, drop, drop, Map.of("listed", "0:1", "reason", "a test"));
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text()).contains("Expected what the page listed but found '0:1'.");
    }

    private void awaitDone(String address, String words) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Page.at(port, address).text()).contains(words));
    }

    @Test
    void aButtonThatIsPressedTwiceCountsOnce() throws Exception {
        letters("twice", 1);
        String address = "/dead-letters/twice.books.dlt/replay?offset=0:0";
        Map<String, String> pressed = Map.of("listed", Page.at(port, address).hidden("listed"));

        Page.submit(port, address, address, pressed);
        awaitDone(address, "Done");
        Page.submit(port, address, address, pressed);
        awaitDone(address, "Done");
        assertThat(topics.read("twice.books.replay")).hasSize(1);

        Page.submit(
                port, address, address, Map.of("listed", Page.at(port, address).hidden("listed")));
        awaitReplays("twice", 2);
    }

    @Test
    void aReplayStopsAtOnceHoweverSlowItIs() throws Exception {
        letters("slowest", 3);
        String address = "/dead-letters/slowest.books.dlt/replay";
        Page.submit(port, address, address, Map.of("rate", "0.001"));
        awaitReplays("slowest", 1);

        Page.submit(port, address, address + "/stop?", Map.of());

        awaitDone(address, "Stopped before its end");
        assertThat(topics.read("slowest.books.replay")).hasSize(1);
    }

    @Test
    void ofAnIdThatNoRegistryGivesAreListedFromTheirGroup() throws Exception {
        topics.create(1, "garbled", "garbled.books.dlt");
        topics.send(List.of(
                LetterTopics.own("garbled", 0, "large", "NOT_AVRO", new byte[] {0, 127, 0, 0, 1, 9}),
                LetterTopics.own("garbled", 1, "negative", "NOT_AVRO", new byte[] {0, -128, 0, 0, 1, 9})));

        List<String> groups =
                Page.at(port, "/dead-letters/garbled.books.dlt").links("/dead-letters/garbled.books.dlt?");

        assertThat(groups).hasSize(2);
        for (String group : groups) {
            assertThat(Page.at(port, group).text()).contains("1 letter, each record by its newest");
        }
    }

    @Test
    void moreGroupsThanAnybodyReadsAreCounted() throws Exception {
        topics.create(1, "scattered", "scattered.books.dlt");
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int number = 0; number < 130; number++) {
            letters.add(LetterTopics.own(
                    "scattered", number, "k", "NOT_AVRO", new WirePrefix(1_000_000 + number).before(PAYLOAD)));
        }
        topics.send(letters);

        Page page = Page.at(port, "/dead-letters/scattered.books.dlt");

        assertThat(page.text()).contains("and 30 more groups");
        assertThat(page.links("/dead-letters/scattered.books.dlt?cause=")).hasSize(100);
    }

    @Test
    void whatWasReadBeforeTheByteThatFailsMayBePersonalToo() throws Exception {
        topics.create(1, "unsure", "unsure.books.dlt");
        int id = register("unsure-shop.Note", NOTE);
        topics.send(List.of(
                LetterTopics.own(
                        "unsure", 0, "7", "TRUNCATED", new WirePrefix(id).before(new byte[] {6, 'A', 'd', 'a'})),
                LetterTopics.own("unsure", 1, "7", "NOT_AVRO", new byte[] {6, 'A', 'd', 'a', 2})));

        Page failing = Page.at(port, "/dead-letters/unsure.books.dlt/0/0");
        Page guessed = Page.at(port, "/dead-letters/unsure.books.dlt/0/1");

        assertThat(failing.text()).contains("5 ••• /text string •••", "Byte 9 fails /count");
        assertThat(guessed.text())
                .contains("0 ••• /text string •••", "Bytes that are or may be personal data are left out");
        assertThat(failing.html() + guessed.html()).doesNotContain("Ada", "41 64 61");
    }

    @Test
    void theKeysOfAMapThatIsPersonalAreMasked() throws Exception {
        topics.create(1, "mapped", "mapped.books.dlt");
        int id = register("mapped-shop.Contacts", """
                {"type": "record", "name": "Contacts", "namespace": "shop", "fields": [
                 {"name": "phones", "type": {"type": "map", "values": "string"}, "tags": ["PII"]}]}
                """);
        topics.send(List.of(LetterTopics.own("mapped", 0, "7", "HANDLER_REFUSED", new WirePrefix(id).before(new byte[] {
                    2, 6, 'A', 'd', 'a', 2, '5', 0
                }))));

        Page page = Page.at(port, "/dead-letters/mapped.books.dlt/0/0");

        assertThat(page.text()).contains("6 ••• /phones/0 key •••", "10 ••• /phones/0 string •••");
        assertThat(page.html()).doesNotContain("Ada");
    }

    @Test
    void whatAReaderSaysOfPersonalDataIsMasked() throws Exception {
        topics.create(1, "quoted", "quoted.books.dlt");
        String schema = """
                {"type": "record", "name": "Member", "namespace": "shop", "fields": [
                 {"name": "faith", "type": {"type": "enum", "name": "Faith", "symbols": ["NONE", "PAGAN"]}, "tags": ["PII"]}]}
                """;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.setLevel("quoted-shop.Member", CompatibilityLevel.NONE);
        }
        int id = register("quoted-shop.Member", schema);
        register("quoted-shop.Member", schema.replace(", \"PAGAN\"", ""));
        topics.send(
                List.of(LetterTopics.own("quoted", 0, "7", "INCOMPATIBLE", new WirePrefix(id).before(new byte[] {2}))));

        Page page = Page.at(port, "/dead-letters/quoted.books.dlt/0/0");

        assertThat(page.text())
                .contains("Written with quoted-shop.Member v1", "The newest version quoted-shop.Member v2");
        assertThat(page.html()).doesNotContain("PAGAN");
    }

    @Test
    void anEditOfAValueWithoutFieldsBeginsWithoutIt() throws Exception {
        topics.create(1, "plain", "plain.books.dlt");
        int id = register("plain-value", "\"string\"");
        topics.send(List.of(LetterTopics.own(
                "plain", 0, "7", "HANDLER_REFUSED", new WirePrefix(id).before(new byte[] {6, 'A', 'd', 'a'}))));

        Page form = Page.at(port, "/dead-letters/plain.books.dlt/0/0/edit");

        assertThat(form.text()).contains("The value has personal data, which nothing that is granted to you shows.");
        assertThat(form.html()).doesNotContain("Ada");
    }

    @Test
    void aValueInPartsIsNotReplacedByAnother() throws Exception {
        topics.create(1, "split", "split.books.dlt", "split.books.replay");
        int id = register("split-value", "\"string\"");
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own("split", 0, "7", "HANDLER_REFUSED", new byte[0]);
        letter.headers().add("avenant-dlt-parts", "0:1-2".getBytes(UTF_8));
        topics.send(List.of(letter));
        String address = "/dead-letters/split.books.dlt/0/0/edit";

        Page form = Page.at(port, address);
        Page sent = Page.submit(
                port,
                "/subjects/split-value/check",
                address,
                Map.of("subject", "split-value", "version", "1", "value", "\"x\"", "send", "yes"));

        assertThat(id).isPositive();
        for (Page page : List.of(form, sent)) {
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.text())
                    .contains(
                            "The value of 0:0 is too large for one record and lies in parts, so it cannot be replaced.");
        }
        assertThat(topics.read("split.books.replay")).isEmpty();
    }

    @Test
    void aTopicWhoseStateKafkaOrTheRegistryKeepsIsNoPlaceForThem() throws Exception {
        topics.create(1, "_state", "_state-dlt");
        topics.send(List.of(LetterTopics.spring("_state", 5, "a")));
        String address = "/dead-letters/_state-dlt/replay?to=original";

        Page.submit(port, address, address, Map.of());

        awaitDone(
                address,
                "The message at 0:0 says that it came from a topic in which Kafka or the registry keeps its state.");
        assertThat(topics.read("_state")).isEmpty();
    }

    @Test
    void isDroppedWithAReasonThatPeopleRead() throws Exception {
        letters("long-winded", 1);
        String address = "/dead-letters/long-winded.books.dlt/drop?offset=0:0";

        Page refused = Page.submit(port, address, address, Map.of("reason", "x".repeat(501)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Expected a reason of at most 500 characters but found 501.");
        assertThat(topics.read("long-winded.books.dlt")).hasSize(1);
    }

    @Test
    void thatFailedTenTimesAreLeftOut() throws Exception {
        topics.create(1, "tired", "tired.books.dlt", "tired.books.replay");
        ProducerRecord<byte[], byte[]> letter = LetterTopics.own("tired", 0, "k", "NOT_AVRO", new byte[] {1});
        letter.headers().remove("avenant-dlt-attempt").add("avenant-dlt-attempt", "10".getBytes(UTF_8));
        topics.send(List.of(letter, LetterTopics.own("tired", 1, "fresh", "NOT_AVRO", new byte[] {1})));
        String address = "/dead-letters/tired.books.dlt/replay";

        Page preview = Page.at(port, address);
        Page.submit(port, address, address, Map.of());
        awaitDone(address, "Done");

        assertThat(preview.text())
                .contains("1 letter would be replayed.", "0 dropped, 1 that failed 10 times or more.");
        assertThat(topics.read("tired.books.replay"))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("fresh");
    }

    @Test
    void anActionNeedsTheTokenOfItsPage() throws Exception {
        letters("forged", 1);

        Page forged = Page.post(port, "/dead-letters/forged.books.dlt/replay", "to=");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(topics.read("forged.books.replay")).isEmpty();
    }

    @Test
    void whatCannotBeMeantIsRefusedWithWhatWasExpected() throws Exception {
        letters("wrong", 1);
        String address = "/dead-letters/wrong.books.dlt";

        assertThat(Page.at(port, address + "?since=soon").text())
                .contains("since: expected a date (2026-03-01), a time with its offset (2026-03-01T12:00:00Z) or how"
                        + " long ago (30s, 15m, 2h, 7d) but found soon.");
        assertThat(Page.at(port, address + "?state=gone").text())
                .contains("Expected open, replayed, resolved or dropped but found gone.");
        assertThat(Page.at(port, address + "?offset=three").text())
                .contains("Expected a place such as 0:3 but found three.");
        assertThat(Page.at(port, address + "/0/99").text())
                .contains("wrong.books.dlt holds no dead letter at 0:99. Kafka may have deleted it since.");
        assertThat(Page.submit(port, address + "/replay", address + "/replay", Map.of("rate", "fast"))
                        .text())
                .contains("Expected a number of letters in a second of more than 0 but found fast.");
        assertThat(topics.read("wrong.books.replay")).isEmpty();
    }
}
