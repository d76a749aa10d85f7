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
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Topics, their records, and the groups that read them. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TopicPagesTest {

    private static final String PAID = """
            {"type": "record", "name": "Paid", "namespace": "shop", "fields": [
             {"name": "amount", "type": "long"}, {"name": "payer", "type": "string", "tags": ["PII"]}]}
            """;
    private static final String SENT = """
            {"type": "record", "name": "Sent", "namespace": "shop", "fields": [{"name": "parcel", "type": "string"}]}
            """;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final Path CONTRACTS = Path.of("target", "topic-pages-contracts.yaml");

    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.contracts", CONTRACTS::toString);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
    }

    private static byte[] event(String schema, String json) throws Exception {
        Schema parsed = new Schema.Parser().parse(schema);
        int id;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            id = Objects.requireNonNull(
                    client.register("any-" + parsed.getFullName(), SchemaDefinition.of(schema), false)
                            .id());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(parsed)
                .write(
                        new GenericDatumReader<>(parsed)
                                .read(null, DecoderFactory.get().jsonDecoder(parsed, json)),
                        encoder);
        encoder.flush();
        return new WirePrefix(id).before(bytes.toByteArray());
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return record;
    }

    private static String where(String expression) {
        return "?where=" + URLEncoder.encode(expression, UTF_8);
    }

    @Test
    void anExpressionFindsRecordsOfSeveralTypesAndNothingOfPersonalData() throws Exception {
        topics.create(1, "expressed");
        topics.send(List.of(
                record(
                        "expressed",
                        0,
                        "a",
                        event(PAID, "{\"amount\": 7, \"payer\": \"Ada\"}"),
                        Map.of("ce_type", "shop.Paid")),
                record("expressed", 0, "b", event(PAID, "{\"amount\": 9, \"payer\": \"Bob\"}"), Map.of()),
                record("expressed", 0, "c", event(SENT, "{\"parcel\": \"P1\"}"), Map.of()),
                record("expressed", 0, "d", "secret words".getBytes(UTF_8), Map.of())));

        Page found = Page.at(port, "/topics/expressed" + where("has(value.amount) && value.amount > 8"));
        Page asked = Page.at(port, "/topics/expressed" + where("value.payer == 'Ada' || value.payer.startsWith('B')"));
        Page typed = Page.at(port, "/topics/expressed" + where("type == 'shop.Paid' && key == 'a'"));
        Page wrong = Page.at(port, "/topics/expressed" + where("value.amount > && <script>"));
        Page api = Visitor.of(port)
                .at(
                        "/api/v1/topics/expressed/records" + where("value.amount > 8"),
                        Map.of("Accept", "application/json"))
                .page();

        assertThat(found.text())
                .contains("Searched 4 of 4 records , all of them.", "b shop.Paid", "{\"amount\":9,\"payer\":\"•••\"}")
                .contains(
                        "Of 1 record it cannot be said whether the expression holds; the first is 0:3: the value cannot be"
                                + " decoded: no Avro in Confluent's wire format")
                .doesNotContain("a shop.Paid", "\"amount\":7");
        assertThat(Page.in(port, "/topics/expressed" + where("value.amount > 8"), "de")
                        .text())
                .contains("Von 2 Nachrichten lässt sich nicht sagen, ob der Ausdruck zutrifft; die erste ist 0:2: bei"
                        + " Zeichen 6, in den Worten von CEL: key 'amount' is not present in map");
        assertThat(Page.in(port, "/topics/expressed" + where("has(value.amount) && value.amount > 8"), "de")
                        .text())
                .contains("der Wert lässt sich nicht dekodieren: kein Avro im Wire-Format von Confluent");
        assertThat(asked.text()).contains("No such record was found.", "Of 2 records it cannot be said");
        assertThat(typed.text()).contains("a shop.Paid").doesNotContain("b shop.Paid", "cannot be said");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("but found a fault at line 1, column 16: mismatched input '&&'.");
        assertThat(wrong.html()).contains("value.amount &gt; &amp;&amp; &lt;script&gt;");
        assertThat(Page.in(port, "/topics/expressed" + where("value.amount > && <script>"), "de")
                        .text())
                .contains(
                        "Erwartet wird ein Ausdruck in CEL über key, value, headers, partition, offset, timestamp, type und"
                                + " schema_id, aber in Zeile 1, Spalte 16 ist ein Fehler, in den Worten von CEL: mismatched input '&&'.");
        assertThat(api.html())
                .contains(
                        "\"searched\":4,\"total\":4,\"end\":\"WHOLE\",\"unevaluated\":{\"count\":2,\"partition\":0,\"offset\":2,"
                                + "\"reason\":\"at character 6: key 'amount' is not present in map\"},"
                                + "\"partitions\":{\"0\":{\"begin\":0,\"from\":0,\"to\":4,\"end\":4}},"
                                + "\"older\":null,\"newer\":null}")
                .doesNotContain("Ada", "Bob");
    }

    @Test
    void recordsOfSeveralTypesAreDecodedWithoutPersonalData() throws Exception {
        topics.create(1, "mixed");
        topics.send(List.of(
                record("mixed", 0, "a", event(PAID, "{\"amount\": 7, \"payer\": \"Ada\"}"), Map.of()),
                record("mixed", 0, "b", event(SENT, "{\"parcel\": \"P1\"}"), Map.of()),
                record("mixed", 0, "c", "secret words".getBytes(UTF_8), Map.of())));

        Page page = Page.at(port, "/topics/mixed");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Searched 3 of 3 records , all of them.")
                .contains("a shop.Paid", "{\"amount\":7,\"payer\":\"•••\"}")
                .contains("b shop.Sent", "{\"parcel\":\"P1\"}")
                .contains("Not decoded: no Avro in Confluent's wire format. •••");
        assertThat(Page.in(port, "/topics/mixed", "de").text())
                .contains("Nicht dekodiert: kein Avro im Wire-Format von Confluent. •••");
        assertThat(Page.in(port, "/topics/mixed/0/2", "de").text())
                .contains("Nicht dekodiert: kein Avro im Wire-Format von Confluent.");
        assertThat(page.html()).doesNotContain("Ada", "secret");
    }

    @Test
    void aKeyIsLookedForInItsPartitionAlone() throws Exception {
        topics.create(3, "keyed");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            records.add(new ProducerRecord<>(
                    "keyed", ("k" + number % 10).getBytes(UTF_8), event(SENT, "{\"parcel\": \"P" + number + "\"}")));
        }
        topics.send(records);

        Page page = Page.at(port, "/topics/keyed?key=k3");
        Page everywhere = Page.at(port, "/topics/keyed?key=k3&everywhere=yes");

        assertThat(page.text())
                .contains("{\"parcel\":\"P3\"}", "{\"parcel\":\"P13\"}", "{\"parcel\":\"P23\"}")
                .contains("all of them. Partition", "alone, where Kafka's producers put this key.")
                .doesNotContain("Searched 30 of 30");
        assertThat(everywhere.text()).contains("Searched 30 of 30 records , all of them.", "{\"parcel\":\"P23\"}");
    }

    @Test
    void recordsAreFoundByTypeHeaderOffsetAndTime() throws Exception {
        topics.create(1, "found");
        byte[] value = event(SENT, "{\"parcel\": \"P\"}");
        topics.send(List.of(
                record("found", 0, "a", value, Map.of("ce_type", "shop.Sent", "ce_id", "1")),
                record("found", 0, "b", value, Map.of("ce_type", "shop.Paid", "ce_id", "2")),
                record("found", 0, "c", value, Map.of("ce_type", "shop.Sent", "ce_id", "3"))));

        assertThat(Page.at(port, "/topics/found?type=Sent").links("/topics/found/0"))
                .containsExactly("/topics/found/0/2", "/topics/found/0/0");
        assertThat(Page.at(port, "/topics/found?header=ce_id=2").links("/topics/found/0"))
                .containsExactly("/topics/found/0/1");
        assertThat(Page.at(port, "/topics/found?offset=1").links("/topics/found/0"))
                .containsExactly("/topics/found/0/2", "/topics/found/0/1");
        assertThat(Page.at(port, "/topics/found?since=2h").links("/topics/found/0"))
                .hasSize(3);
        assertThat(Page.at(port, "/topics/found?since=2199-01-01").text())
                .contains("Shows 0 of 3 records .", "No such record was found.");
    }

    @Test
    void aSearchSaysWhatItDidNotLookAt() throws Exception {
        topics.create(1, "many");
        byte[] value = event(SENT, "{\"parcel\": \"P\"}");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 120; number++) {
            records.add(record("many", 0, "k", value, Map.of()));
        }
        topics.send(records);

        assertThat(Page.at(port, "/topics/many").text())
                .contains("Shows 50 of 120 records : partition 0 from 70 to 119 .", "0:119", "0:70")
                .doesNotContain("0:69");
        assertThat(Page.at(port, "/topics/many?key=k").text())
                .contains("Searched 50 of 120 records , and shows as many as fit on a page.");
        assertThat(Page.at(port, "/topics/many?offset=100").text())
                .contains("Shows 20 of 120 records : partition 0 from 100 to 119 .", "0:119", "0:100");
    }

    @Test
    void olderAndNewerRecordsHaveAddressesThatShowTheSameLater() throws Exception {
        topics.create(2, "paged");
        byte[] value = event(SENT, "{\"parcel\": \"P\"}");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            records.add(new ProducerRecord<>("paged", number % 2, 1000L + number, "k".getBytes(UTF_8), value));
        }
        topics.send(records);
        Page newest = Page.at(port, "/topics/paged");
        String older = newest.links("/topics/paged?before=").get(0);
        topics.send(List.of(new ProducerRecord<>("paged", 0, 2000L, "k".getBytes(UTF_8), value)));

        Page last = Page.at(port, older);
        Page between = Page.at(port, last.links("/topics/paged?from=").get(0));
        Page first = Page.at(port, between.links("/topics/paged?from=").get(0));

        assertThat(newest.text())
                .contains("Shows 50 of 60 records : partition 0 from 5 to 29 , partition 1 from 5 to 29 .");
        assertThat(older).isEqualTo("/topics/paged?before=0:5,1:5");
        assertThat(last.text())
                .contains(
                        "Shows 10 of 61 records : partition 0 from 0 to 4 , partition 1 from 0 to 4 .", "Newest Newer")
                .doesNotContain("Older");
        assertThat(between.links("/topics/paged/"))
                .isEqualTo(newest.links("/topics/paged/"))
                .hasSize(50 + 1); // and where it is followed
        assertThat(first.text())
                .contains("Shows 1 of 61 records : partition 0 from 30 to 30 .")
                .doesNotContain("Newer");
        assertThat(Page.in(port, older, "de").text())
                .contains(
                        "10 von 61 Nachrichten : Partition 0 von 0 bis 4 , Partition 1 von 0 bis 4 .",
                        "Neueste Neuere");
    }

    @Test
    void aSearchGoesOnWhereItEnded() throws Exception {
        topics.create(1, "searched-on");
        byte[] value = event(SENT, "{\"parcel\": \"P\"}");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < 120; number++) {
            records.add(record("searched-on", 0, number % 2 == 0 ? "a&b" : "c", value, Map.of()));
        }
        topics.send(records);

        Page found = Page.at(port, "/topics/searched-on?key=a%26b");
        String on = found.links("/topics/searched-on?key=").stream()
                .filter(link -> link.contains("from="))
                .findFirst()
                .orElseThrow();
        Page rest = Page.at(port, on);

        assertThat(found.text())
                .contains("Searched 99 of 120 records , and shows as many as fit on a page.", "Search on from here")
                .doesNotContain("Older");
        assertThat(on).isEqualTo("/topics/searched-on?key=a%26b&from=0:99");
        assertThat(rest.text())
                .contains("Searched 21 of 21 records , all of them.")
                .doesNotContain("Search on");
        assertThat(rest.links("/topics/searched-on/0/")).hasSize(10).contains("/topics/searched-on/0/118");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before=x,before: expected an offset of each partition (0:41,2:7) but found x.",
                "from=0:1%2C0:2,from: expected an offset of each partition (0:41,2:7) but found 0:1,0:2.",
                "before=0:1&from=0:1,before and from: expected one of before, from, offset and since",
                "before=0:1&offset=3,before and offset: expected one of before, from, offset and since",
                "before=0:1&key=a,'no before in a search, which goes towards newer records."
            })
    void aPlaceThatCannotBeMeantIsSaidSo(String example) throws Exception {
        topics.create(1, "misplaced");
        int comma = example.indexOf(',');

        Page page = Page.at(port, "/topics/misplaced?" + example.substring(0, comma));
        topics.delete("misplaced");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains(example.substring(comma + 1).replaceFirst("^'", ""));
    }

    @Test
    void aRecordHasAPageOfItsOwnWhereHostileContentIsText() throws Exception {
        topics.create(1, "hostile");
        topics.send(List.of(record(
                "hostile",
                0,
                "<script>alert(1)</script>",
                event(SENT, "{\"parcel\": \"<img src=x onerror=alert(2)> \\u202egpj.exe\"}"),
                Map.of("<b>", "<i>\u202eheader"))));

        Page page = Page.at(port, "/topics/hostile/0/0");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(2)&gt; \\u202egpj.exe")
                .contains("&lt;b&gt;", "&lt;i&gt;\\u202eheader")
                .doesNotContain("<script>alert", "<img", "\u202e");
    }

    @Test
    void aValueOfMegabytesIsCutWithASentence() throws Exception {
        topics.create(1, "large");
        String parcel = "P".repeat(900_000);
        topics.send(List.of(record("large", 0, "a", event(SENT, "{\"parcel\": \"" + parcel + "\"}"), Map.of())));

        Page list = Page.at(port, "/topics/large");
        Page whole = Page.at(port, "/topics/large/0/0");

        assertThat(list.text()).contains("more characters");
        assertThat(list.html().length()).isLessThan(40_000);
        assertThat(whole.text()).contains("Value 900,008 bytes", "more characters");
        assertThat(whole.html().length()).isLessThan(150_000);
    }

    @Test
    void aTopicSaysWhereItLiesAndWhoReadsIt() throws Exception {
        topics.create(2, "read");
        topics.send(List.of(
                record("read", 0, "a", new byte[] {1}, Map.of()), record("read", 0, "b", new byte[] {1}, Map.of())));
        topics.commit("reading-books", "read", 0, 1);

        Page topic = Page.at(port, "/topics/read");
        Page group = Page.at(port, "/groups/reading-books");

        assertThat(topic.text())
                .contains("0 0 2 2 1 ", "1 of 1", "reading-books 1", "None: those of the brokers count.");
        assertThat(group.text()).contains("empty, no members, 1 record behind", "read 0 1 2 1", "nobody");
        assertThat(Page.at(port, "/groups").text()).contains("reading-books classic empty 0 1 1");
        assertThat(Page.at(port, "/search?q=reading-b").links("/groups/")).containsExactly("/groups/reading-books");
        assertThat(Page.at(port, "/topics").links("/topics/rea")).containsExactly("/topics/read");
    }

    @Test
    void aTopicIsHeldAgainstItsContract() throws Exception {
        topics.create(2, "contracted");
        Files.writeString(CONTRACTS, """
                topics:
                  contracted:
                    description: What was sold.
                    owner: sales
                    key: { type: string, meaning: order id }
                    partitions: 3
                    retention: 1d
                    producers: [sales]
                    events:
                      Paid: { consumers: [billing, books] }
                """);

        assertThat(Page.at(port, "/topics/contracted").text())
                .contains(
                        "Who writes and reads it, and what differs What was sold. Partitions: its contract says 3, and it has 2.")
                .contains("Its contract says retention.ms=86400000, and the topic's own setting is –.")
                .contains("Owner sales Producers sales Paid read by billing, books");
        Files.writeString(CONTRACTS, "topics: [");
        assertThat(Page.at(port, "/topics/contracted").text()).contains("Could not read " + CONTRACTS);
    }

    @Test
    void whatAKafkaTransactionLeavesBetweenRecordsIsNotCountedOnceAllWereLookedAt() throws Exception {
        topics.create(1, "gaps");
        byte[] value = event(SENT, "{\"parcel\": \"P\"}");
        topics.sendInTransaction(
                List.of(record("gaps", 0, "a", value, Map.of()), record("gaps", 0, "b", value, Map.of())));

        assertThat(Page.at(port, "/topics/gaps").text()).contains("Searched 2 of 2 records , all of them.");
        assertThat(Page.at(port, "/topics/gaps?key=a").text()).contains("Searched 2 of 2 records , all of them.");
    }

    @Test
    void aTypeThatIsTaggedIsMaskedAsAFieldIs() throws Exception {
        topics.create(1, "tagged-types");
        String tagged = """
                {"type": "record", "name": "Tagged", "namespace": "shop", "fields": [
                 {"name": "payer", "type": {"type": "string", "tags": ["PII"]}},
                 {"name": "others", "type": {"type": "array", "items": {"type": "string", "confluent:tags": ["PII"]}}}]}
                """;
        topics.send(List.of(record(
                "tagged-types", 0, "a", event(tagged, "{\"payer\": \"Ada\", \"others\": [\"Bob\"]}"), Map.of())));

        Page page = Page.at(port, "/topics/tagged-types");

        assertThat(page.text()).contains("{\"payer\":\"•••\",\"others\":[\"•••\"]}");
        assertThat(page.html()).doesNotContain("Ada", "Bob");
    }

    @Test
    void aValueWithoutFieldsIsMaskedWhole() throws Exception {
        topics.create(1, "plain-values");
        topics.send(List.of(record("plain-values", 0, "a", event("\"string\"", "\"Ada\""), Map.of())));

        Page page = Page.at(port, "/topics/plain-values");

        assertThat(page.text()).contains("Searched 1 of 1 record , all of them.", "•••");
        assertThat(page.html()).doesNotContain("Ada");
    }

    @Test
    void aGroupOfAnyNameIsReachedFromTheLists() throws Exception {
        topics.create(1, "semicolons");
        topics.commit("of;two/parts", "semicolons", 0, 0);

        String link = "/groups/of%3Btwo%2Fparts";
        assertThat(Page.at(port, "/groups").links("/groups/of")).containsExactly(link);
        assertThat(Page.at(port, "/search?q=of;two").links("/groups/of")).containsExactly(link);
        assertThat(Page.at(port, link).text()).contains("of;two/parts empty, no members");
    }

    @Test
    void aGroupIsShownWhileATopicThatItReadIsGone() throws Exception {
        topics.create(1, "vanishing");
        try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "of-vanishing",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of("vanishing"));
            await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
                member.poll(Duration.ofMillis(200));
                return !member.assignment().isEmpty();
            });
            topics.delete("vanishing");

            Page page = Page.at(port, "/groups/of-vanishing");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("stable, 1 member", "vanishing 0 – – – –");
        }
    }

    @Test
    void aTimeThatKafkaCannotCountIsNone() throws Exception {
        topics.create(1, "far-times");

        Page page = Page.at(port, "/topics/far-times?since=%2B999999999-01-01");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("since: expected a date (2026-03-01)", "but found +999999999-01-01.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/replay", "/drop", "/replay/stop", "/drop/stop", "/0/0/edit"})
    void nothingIsChangedUnlessThatIsAllowed(String action) throws Exception {
        String form = "/subjects/any-shop.Sent/check";
        var unused = event(SENT, "{\"parcel\": \"P\"}");

        Page page = Page.submit(port, form, "/dead-letters/any.books.dlt" + action, Map.of("reason", "none"));

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("This needs a grant of the role operator or admin for any.books.dlt.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/replay", "/drop", "/0/0/edit"})
    void noPageAsksForWhatIsNotAllowed(String action) {
        Page page = Page.at(port, "/dead-letters/any.books.dlt" + action);

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("This needs a grant of the role operator or admin for any.books.dlt.");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThat(Page.at(port, "/topics/nowhere").text())
                .contains("There is no topic nowhere. The list of topics has those that there are.");
        assertThat(Page.at(port, "/groups/nobody").text()).contains("Kafka knows no consumer group nobody.");
        assertThat(Page.at(port, "/topics/nowhere?partition=x").text())
                .contains("partition: expected a whole number but found 'x'.");
    }
}
