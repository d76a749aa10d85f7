package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Events are written by forms of their schemas, looked at in bytes before, once, and never where nobody writes by hand. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ProducePagesTest {

    static final String SCHEMA = """
            {"type": "record", "name": "Bought", "namespace": "shop", "doc": "Somebody bought.", "fields": [
             {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}, "doc": "What it comes to."},
             {"name": "note", "type": "string", "default": ""},
             {"name": "day", "type": {"type": "int", "logicalType": "date"}},
             {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
             {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
             {"name": "paid", "type": "boolean", "default": true},
             {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["CARD", "CASH"]}, "default": "CASH"},
             {"name": "buyer", "type": ["null", "string", {"type": "record", "name": "Firm", "fields": [{"name": "vat", "type": "long"}]}], "default": null},
             {"name": "items", "type": {"type": "array", "items": {"type": "record", "name": "Bit", "fields": [
               {"name": "sku", "type": "string"}, {"name": "count", "type": "int"}]}}, "default": []},
             {"name": "labels", "type": {"type": "map", "values": "string"}, "default": {}}]}""";

    private static final Pattern HIDDEN = Pattern.compile("name=\"(checked|event-id|event-time)\" value=\"([^\"]*)\"");
    private static final Path CONTRACTS = Path.of("target", "produce-contracts.yaml");

    /** In JSON that is text in JSON; the note is filled in. */
    private static final String VALUE =
            "{\\\"amount\\\":\\\"\\\\u0001\\\",\\\"note\\\":\\\"%s\\\",\\\"day\\\":1,\\\"id\\\":\\\"6f2c9c5e-1f0b-4b6a-9d5f-0c8d2f7a3b41\\\","
                    + "\\\"at\\\":5,\\\"paid\\\":false,\\\"kind\\\":\\\"CARD\\\",\\\"buyer\\\":null,\\\"items\\\":[],\\\"labels\\\":{}}";

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
        properties.add("avenant.console.audit.topic", () -> "produced-audit");
        properties.add("avenant.console.contracts", CONTRACTS::toString);
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("olga", "p", "role=operator,topics=produced,subjects=produced"));
    }

    @BeforeAll
    static void topicsAndSubjects() throws Exception {
        Files.createDirectories(CONTRACTS.getParent());
        Files.writeString(CONTRACTS, """
                topics:
                  produced-contracted:
                    description: What was bought.
                    owner: shop
                    key: { type: string, meaning: order id }
                    partitions: 1
                    retention: 7d
                    compatibility: BACKWARD
                    producers: [shop]
                    events:
                      Bought: { consumers: [billing] }
                  produced-counted:
                    owner: shop
                    key: { type: long, meaning: number }
                    partitions: 1
                    producers: [shop]
                    events:
                      Bought: { consumers: [] }
                """);
        topics.create(
                1,
                "produced",
                "produced-contracted",
                "produced-counted",
                "produced-audit",
                "produced.billing.dlt",
                "produced.billing.replay",
                "produced-changelog");
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            for (String subject : List.of(
                    "produced-value",
                    "produced-contracted-shop.Bought",
                    "produced-contracted-value",
                    "produced-counted-shop.Bought",
                    "produced-gone-value",
                    "produced-audit-value",
                    "withheld-value")) {
                client.register(subject, SchemaDefinition.of(SCHEMA), false);
            }
            client.register(
                    "produced-contracted-shop.Other",
                    SchemaDefinition.of(
                            "{\"type\":\"record\",\"name\":\"Other\",\"namespace\":\"shop\",\"fields\":[]}"),
                    false);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
        Files.deleteIfExists(CONTRACTS);
    }

    private Visitor visitor(String name) {
        return Visitor.of(port).signedIn(name, "p");
    }

    private static Map<String, String> filled() {
        return new LinkedHashMap<>(Map.of(
                "key", "order-7",
                "headers", "x-note: by hand",
                "v.amount", "12.34",
                "v.note", "<script>alert(1)</script>",
                "v.day", "2026-01-31",
                "v.id", "6f2c9c5e-1f0b-4b6a-9d5f-0c8d2f7a3b41",
                "v.at", "2026-01-31T12:00:00Z",
                "v.buyer?", "shop.Firm",
                "v.buyer!.vat", "42"));
    }

    private static Visitor.Answer press(
            Visitor visitor, String topic, String subject, String action, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("subject", subject);
        all.put("action", action);
        all.put("_csrf", visitor.at("/topics").token());
        return visitor.post("/topics/" + topic + "/produce", all, Map.of());
    }

    private static Map<String, String> checked(Map<String, String> fields, Visitor.Answer answer) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        Matcher hidden = HIDDEN.matcher(answer.page().html());
        while (hidden.find()) {
            all.put(hidden.group(1), hidden.group(2));
        }
        assertThat(all).as(answer.text()).containsKeys("checked", "event-id", "event-time");
        return all;
    }

    @Test
    void theFormHasAFieldForEachPartWithItsDefault() {
        String page = visitor("olga")
                .at("/topics/produced/produce?subject=produced-value")
                .page()
                .html();

        assertThat(page)
                .contains("name=\"v.amount\" value=\"\"", "type=\"date\" id=\"f-v-day\"", "What it comes to.")
                .contains("<option value=\"CASH\" selected=\"selected\">CASH</option>")
                .contains(
                        "<option value=\"shop.Firm\">shop.Firm</option>",
                        "<option value=\"null\" selected=\"selected\">")
                .contains("name=\"v.items#\" value=\"0\"", "value=\"add:v.labels\"")
                .doesNotContain("but found nothing", "withheld-value");
    }

    @Test
    void anEventIsCheckedAndThenWrittenOnce() {
        Visitor olga = visitor("olga");
        int before = topics.read("produced").size();

        Visitor.Answer check = press(olga, "produced", "produced-value", "check", filled());

        assertThat(check.text())
                .contains(
                        "It is a value of produced-value version 1",
                        "ce_type shop.Bought",
                        "x-note by hand",
                        "ce_source /avenant/console");
        assertThat(check.page().html()).doesNotContain("<script>alert");
        assertThat(topics.read("produced")).hasSize(before);

        Map<String, String> checked = checked(filled(), check);
        Visitor.Answer sent = press(olga, "produced", "produced-value", "send", checked);
        Visitor.Answer again = press(olga, "produced", "produced-value", "send", checked);

        assertThat(sent.place()).isEqualTo("/topics/produced/0/" + before);
        assertThat(again.place()).isEqualTo(sent.place());
        assertThat(topics.read("produced")).hasSize(before + 1);
        ConsumerRecord<byte[], byte[]> record = topics.read("produced").get(before);
        assertThat(new String(record.key(), UTF_8)).isEqualTo("order-7");
        assertThat(sent.text())
                .contains(
                        "\"amount\" : \"\\u0004Ò\"",
                        "\"vat\" : 42",
                        "\"paid\" : true",
                        "\"kind\" : \"CASH\"",
                        "<script>alert(1)</script>");
        assertThat(visitor("ada").at("/audit").text())
                .contains("events.produce.started", "events.produce.ended", "subject: produced-value");
    }

    @ParameterizedTest
    @CsvSource({
        "v.amount, 99.99",
        "key, order-8",
        "no-key, yes",
        "headers, x-note: by another hand",
        "headers, x-other: by hand",
        "event-id, another",
        "event-time, 2026-01-01T00:00:00Z"
    })
    void anotherEventThanTheOneThatWasCheckedIsNotWritten(String part, String changed) {
        Visitor olga = visitor("olga");
        int before = topics.read("produced").size();
        Map<String, String> checked = checked(filled(), press(olga, "produced", "produced-value", "check", filled()));
        checked.put(part, changed);

        Visitor.Answer refused = press(olga, "produced", "produced-value", "send", checked);
        Visitor.Answer unchecked = press(olga, "produced", "produced-value", "send", filled());

        assertThat(refused.text())
                .contains(
                        "Expected the event that was checked, but it or its schema has changed since. Check it again.");
        assertThat(unchecked.status()).isEqualTo(422);
        assertThat(topics.read("produced")).hasSize(before);
    }

    @Test
    void whatIsWrongStandsBesideItAndWhatWasWrittenStays() {
        Map<String, String> fields = filled();
        fields.put("v.amount", "a lot");
        fields.put("v.day", "");

        Visitor.Answer refused = press(visitor("olga"), "produced", "produced-value", "check", fields);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .contains("but a part of it is wrong, as is said beside it.")
                .contains(
                        "Expected a decimal, such as 12.34 but found 'a lot'.",
                        "Expected a date, such as 2026-01-31 but found nothing.");
        assertThat(refused.page().html())
                .contains("value=\"a lot\"", "value=\"order-7\"")
                .doesNotContain("value=\"send\"");
    }

    @Test
    void partsAreAddedRemovedAndChangedWithoutLosingOthers() {
        Visitor olga = visitor("olga");
        Map<String, String> fields = filled();

        String added = press(olga, "produced", "produced-value", "add:v.items", fields)
                .page()
                .html();
        fields.putAll(Map.of(
                "v.items#",
                "2",
                "v.items[0].sku",
                "pen",
                "v.items[0].count",
                "1",
                "v.items[1].sku",
                "ink",
                "v.items[1].count",
                "2"));
        String removed = press(olga, "produced", "produced-value", "remove:v.items[0]", fields)
                .page()
                .html();

        assertThat(added).contains("name=\"v.items#\" value=\"1\"", "name=\"v.items[0].sku\"", "value=\"12.34\"");
        assertThat(removed)
                .contains("name=\"v.items#\" value=\"1\"", ">ink</textarea>", "value=\"2\"")
                .doesNotContain(">pen<");
    }

    @Test
    void theSameValueIsWrittenAsJsonAndAsAForm() {
        Visitor olga = visitor("olga");

        String json = press(olga, "produced", "produced-value", "json", filled())
                .page()
                .html();
        Map<String, String> written = Map.of("as", "json", "json", """
                {"amount": "\\u0001", "note": "n", "day": 1, "id": "6f2c9c5e-1f0b-4b6a-9d5f-0c8d2f7a3b41", "at": 5, "paid": false,
                 "kind": "CARD", "buyer": {"string": "Ada"}, "items": [{"sku": "pen", "count": 3}], "labels": {"a": "b"}}""");
        String parts = press(olga, "produced", "produced-value", "parts", written)
                .page()
                .html();
        Visitor.Answer wrong = press(
                olga, "produced", "produced-value", "check", Map.of("as", "json", "json", "{\"amont\": \"\\u0001\"}"));

        assertThat(json).contains("&quot;shop.Firm&quot; : {", "name=\"as\" value=\"json\"");
        assertThat(parts)
                .contains("value=\"0.01\"", "value=\"1970-01-02\"", "value=\"1970-01-01T00:00:00.005Z\"")
                .contains(
                        "<option value=\"string\" selected=\"selected\">string</option>",
                        ">Ada</textarea>",
                        "value=\"a\"");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text())
                .contains(
                        "Expected a value of produced-value version 1, but at $ expected no field amont, since shop.Bought has none.");
    }

    /** A form has 500 items of a map at most, and the last one would be lost. */
    @Test
    void aValueThatTheFormCannotHoldStaysJson() {
        String labels = IntStream.rangeClosed(1, 501)
                .mapToObj(number -> "\"l" + number + "\": \"x\"")
                .collect(Collectors.joining(", "));
        Map<String, String> written = Map.of("as", "json", "json", """
                {"amount": "\\u0001", "note": "n", "day": 1, "id": "6f2c9c5e-1f0b-4b6a-9d5f-0c8d2f7a3b41", "at": 5, "paid": false,
                 "kind": "CARD", "buyer": null, "items": [], "labels": {%s}}""".formatted(labels));

        Visitor.Answer parts = press(visitor("olga"), "produced", "produced-value", "parts", written);

        assertThat(parts.status()).isEqualTo(400);
        assertThat(parts.text())
                .contains("Expected a value that the form can hold, but it is larger. Write it as JSON.");
        assertThat(parts.page().html()).contains("name=\"as\" value=\"json\"", "&quot;l501&quot;: &quot;x&quot;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"amount": "\\u0001"} | Expected a value of produced-value version 1, but at $
            no JSON | Expected a value of produced-value version 1, but
            """)
    void whatIsNoValueOfTheSchemaBecomesNoForm(String json, String problem) {
        Visitor.Answer parts =
                press(visitor("olga"), "produced", "produced-value", "parts", Map.of("as", "json", "json", json));

        assertThat(parts.status()).isEqualTo(400);
        assertThat(parts.text()).contains(problem);
        assertThat(parts.page().html()).contains("name=\"as\" value=\"json\"");
    }

    @Test
    void aFormWithAWrongPartBecomesNoJson() {
        Map<String, String> fields = filled();
        fields.put("v.amount", "a lot");

        Visitor.Answer json = press(visitor("olga"), "produced", "produced-value", "json", fields);

        assertThat(json.status()).isEqualTo(400);
        assertThat(json.text())
                .contains(
                        "Expected a value of produced-value version 1, but a part of it is wrong, as is said beside it.");
        assertThat(json.page().html())
                .doesNotContain("name=\"as\" value=\"json\"")
                .contains("value=\"a lot\"");
    }

    @Test
    void whoWroteAnEventIsRecordedWithWhereItIsAndNothingOfWhatIsInIt() {
        Visitor olga = visitor("olga");
        int before = topics.read("produced-audit").size();
        int place = topics.read("produced").size();
        Map<String, String> fields = filled();
        fields.put("v.note", "told to nobody");
        Map<String, String> checked = checked(fields, press(olga, "produced", "produced-value", "check", fields));
        press(olga, "produced", "produced-value", "send", checked);
        press(olga, "produced", "produced-value", "send", checked);
        press(olga, "produced-audit", "produced-audit-value", "send", checked);

        List<String> records = topics.read("produced-audit").stream()
                .skip(before)
                .map(record -> new String(record.value(), UTF_8))
                .filter(record -> record.contains("events.produce"))
                .toList();

        String id = checked.get("event-id");
        String size = "\"bytes\":" + topics.read("produced").get(place).value().length;
        assertThat(records).hasSize(3);
        assertThat(records.get(2))
                .contains(
                        "events.produce.refused",
                        "\"subject\":\"produced-audit\"",
                        "\"outcome\":\"refused\"",
                        "\"problem\":\"The topic produced-audit keeps the records of actions\"");
        assertThat(records.get(0))
                .contains(
                        "\"type\":\"dev.avenant.console.events.produce.started\"",
                        "\"subject\":\"produced\"",
                        "\"actor\":\"olga\"",
                        "\"channel\":\"page\"",
                        "\"outcome\":\"started\"",
                        "\"subject\":\"produced-value\"",
                        "\"id\":\"" + id + "\"",
                        "\"version\":1",
                        size)
                .doesNotContain("\"place\"");
        assertThat(records.get(1))
                .contains(
                        "\"type\":\"dev.avenant.console.events.produce.ended\"",
                        "\"outcome\":\"succeeded\"",
                        "\"id\":\"" + id + "\"",
                        "\"place\":\"0:" + place + "\"",
                        size)
                .doesNotContain("\"problem\"");
        assertThat(String.join("", records)).doesNotContain("told to nobody", "order-7", "by hand");
    }

    /** The topic takes no record as large as that. */
    @Test
    void anEventThatKafkaDoesNotTakeIsRecordedToHaveFailed() throws Exception {
        topics.create(1, "produced-tiny");
        topics.limit("produced-tiny", 200);
        Visitor ada = visitor("ada");
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.register("produced-tiny-value", SchemaDefinition.of(SCHEMA), false);
        }
        Map<String, String> fields = filled();
        fields.put("v.note", "x".repeat(1000));
        Map<String, String> checked =
                checked(fields, press(ada, "produced-tiny", "produced-tiny-value", "check", fields));
        int before = topics.read("produced-audit").size();

        Visitor.Answer failed = press(ada, "produced-tiny", "produced-tiny-value", "send", checked);

        List<String> records = topics.read("produced-audit").stream()
                .skip(before)
                .map(record -> new String(record.value(), UTF_8))
                .filter(record -> record.contains("events.produce"))
                .toList();
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.text()).contains("did not take the event");
        assertThat(topics.read("produced-tiny")).isEmpty();
        assertThat(records).hasSize(2);
        assertThat(records.get(1))
                .contains("events.produce.ended", "\"outcome\":\"failed\"", "\"problem\":\"", "did not take the event")
                .doesNotContain("\"place\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"produced.billing.dlt", "produced.billing.replay", "produced-changelog", "produced-audit"})
    void nobodyWritesByHandToATopicOfLettersReplaysStatesOrRecords(String topic) {
        Visitor ada = visitor("ada");
        int before = topics.read(topic).size();

        Visitor.Answer page = ada.at("/topics/" + topic + "/produce");
        Visitor.Answer sent = press(ada, topic, "produced-audit-value", "send", filled());

        assertThat(page.status()).isIn(403, 422);
        assertThat(sent.status()).isIn(403, 422);
        assertThat(ada.at("/topics/" + topic).page().html()).doesNotContain("/produce\"");
        if (!topic.equals("produced-audit")) {
            assertThat(topics.read(topic)).hasSize(before);
        }
    }

    @Test
    void onlySubjectsOfTheTopicThatAreGrantedAreTaken() {
        Visitor olga = visitor("olga");

        assertThat(olga.at("/topics/produced/produce?subject=withheld-value").text())
                .contains("The registry holds no version of withheld-value.");
        assertThat(visitor("ada")
                        .at("/topics/produced/produce?subject=withheld-value")
                        .text())
                .contains(
                        "Expected a subject of values of produced (produced-value, produced-shop.Bought or shop.Bought) but"
                                + " found withheld-value.");
    }

    @Test
    void theContractSaysWhichEventsAndThatTheyHaveAKey() {
        Visitor olga = visitor("olga");
        Map<String, String> fields = filled();
        fields.put("no-key", "yes");

        Visitor.Answer keyless = press(olga, "produced-contracted", "produced-contracted-shop.Bought", "check", fields);
        Visitor.Answer other = olga.at("/topics/produced-contracted/produce?subject=produced-contracted-shop.Other");
        Visitor.Answer fine = press(olga, "produced-contracted", "produced-contracted-shop.Bought", "check", filled());

        assertThat(keyless.text())
                .contains(
                        "Expected a key (order id), since the contract of produced-contracted says that its records have one, but"
                                + " found none.");
        assertThat(other.text())
                .contains("Expected an event of the contract of produced-contracted (Bought) but found shop.Other.");
        assertThat(fine.status()).isEqualTo(200);
        assertThat(olga.at("/topics/produced-contracted/produce").text())
                .contains("produced-contracted-shop.Bought")
                .doesNotContain("produced-value");
    }

    @Test
    void whatIsWrongIsSaidInGerman() {
        Visitor olga = visitor("olga");
        var german = olga.at("/topics?lang=de");
        Map<String, String> keyless = filled();
        keyless.put("no-key", "yes");

        Visitor.Answer json = press(
                olga, "produced", "produced-value", "check", Map.of("as", "json", "json", "{}", "key", "order-7"));
        Visitor.Answer key = press(olga, "produced-contracted", "produced-contracted-shop.Bought", "check", keyless);
        Visitor.Answer topic = olga.at("/topics/produced.books.dlt/produce");

        assertThat(german.status()).isEqualTo(200);
        assertThat(json.text())
                .contains(
                        "Erwartet wird ein Wert von produced-value Version 1, aber bei $: das Feld amount wird erwartet,"
                                + " aber es fehlt.");
        assertThat(key.text())
                .contains("Erwartet wird ein Schlüssel (order id), denn laut dem Vertrag von produced-contracted haben"
                        + " die Nachrichten einen, aber es fehlt einer.");
        assertThat(topic.text()).contains("Erwartet wird ein Topic mit Ereignissen, aber produced.books.dlt ist eines");
    }

    @Test
    void theContractSaysOfWhichSubjectAnEventIs() {
        Visitor.Answer other =
                visitor("olga").at("/topics/produced-contracted/produce?subject=produced-contracted-value");

        assertThat(other.text())
                .contains("Expected the subject that the contract of produced-contracted names for Bought,"
                        + " produced-contracted-shop.Bought, but found produced-contracted-value.");
    }

    @Test
    void keysThatAreNoTextAreNotWritten() {
        Visitor.Answer answer =
                press(visitor("olga"), "produced-counted", "produced-counted-shop.Bought", "check", filled());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .contains(
                        "Expected a topic whose keys are text, since keys are written as text here, but the contract of"
                                + " produced-counted says long.");
    }

    @Test
    void nothingIsWrittenWhileTheContractsCannotBeRead() throws Exception {
        String contracts = Files.readString(CONTRACTS);
        Visitor olga = visitor("olga");
        Map<String, String> fields = checked(filled(), press(olga, "produced", "produced-value", "check", filled()));
        int before = topics.read("produced").size();
        Files.writeString(CONTRACTS, "topics: [");
        try {
            Visitor.Answer refused = press(olga, "produced", "produced-value", "send", fields);

            assertThat(refused.text()).contains("Could not read " + CONTRACTS);
            assertThat(topics.read("produced")).hasSize(before);
        } finally {
            Files.writeString(CONTRACTS, contracts);
        }
    }

    @Test
    void aTopicThatIsNotThereIsNotMadeByWritingToIt() {
        String value = VALUE.formatted("");
        String order =
                "{\"subject\":\"produced-gone-value\",\"key\":\"k\",\"id\":\"e-1\",\"time\":\"2026-01-01T00:00:00Z\",\"value\":\""
                        + value + "\"";
        Matcher token = Pattern.compile("\"checked\":\"([^\"]+)\"")
                .matcher(order("produced-gone", order + "}").page().html());
        assertThat(token.find()).isTrue();

        Visitor.Answer sent = order("produced-gone", order + ",\"checked\":\"" + token.group(1) + "\"}");

        assertThat(sent.status()).isEqualTo(404);
        assertThat(visitor("ada").at("/topics/produced-gone").status()).isEqualTo(404);
    }

    @Test
    void headersThatSayWhatTheEventIsAreNotForged() {
        for (String header : List.of(
                "ce_id: x", "ce_source: /billing", "avenant-dlt-topic: x", "__x: y", "no colon", "x-a: 1\nx-a: 2")) {
            Map<String, String> fields = filled();
            fields.put("headers", header);

            assertThat(press(visitor("olga"), "produced", "produced-value", "check", fields)
                            .status())
                    .as(header)
                    .isEqualTo(400);
        }
    }

    private Visitor.Answer order(String body) {
        return order("produced", body);
    }

    private Visitor.Answer order(String topic, String body) {
        Map<String, String> headers = new HashMap<>(Visitor.basic("olga", "p"));
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        return Visitor.of(port).send("POST", "/api/v1/topics/" + topic + "/produce", body, headers);
    }

    /** What follows the subject and the value in an order, and what is said of it. */
    static Stream<Arguments> unwritable() {
        return Stream.of(
                Arguments.of(
                        "\"id\":\"\"",
                        "Expected an event id of 1 to 512 bytes without control characters but found one of 0"),
                Arguments.of(
                        "\"id\":\"a\\nb\"",
                        "Expected an event id of 1 to 512 bytes without control characters but found one of 3"),
                Arguments.of("\"id\":\"" + "x".repeat(513) + "\"", "but found one of 513 bytes."),
                Arguments.of(
                        "\"time\":\"+10000-01-01T00:00:00Z\"",
                        "Expected the time that the check gave but found +10000-01-01T00:00:00Z."),
                Arguments.of("\"key\":\"\\ud800\"", "Expected a key that is text but found half of a surrogate pair,"),
                Arguments.of(
                        "\"headers\":{\"a\":\"\\ud800\"}",
                        "Expected a header a that is text but found half of a surrogate pair,"),
                Arguments.of("\"headers\":{\"\":\"x\"}", "Expected a header with a name but found one without."));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void theApiTakesNothingThatAReaderRefusesOrThatIsWrittenOtherwise(String part, String problem) {
        Visitor.Answer answer =
                order("{\"subject\":\"produced-value\",\"value\":\"" + VALUE.formatted("") + "\"," + part + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.page().html()).contains(problem);
    }

    @Test
    void halfOfASurrogatePairIsNoText() {
        Visitor.Answer answer =
                order("{\"subject\":\"produced-value\",\"value\":\"" + VALUE.formatted("\\\\ud800") + "\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.page().html()).contains("but at $.note expected text but found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"subject\":\"produced-value\"}",
                "{\"value\":\"{}\"}",
                "{\"subject\":\"produced-value\",\"value\":\"{}\",\"headers\":{\"a\":null}}"
            })
    void anOrderThatLacksSomethingIsNone(String body) {
        Visitor.Answer answer = order(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.page().html())
                .contains("Expected a body of JSON as the description of this API says, but found something else.");
    }

    @Test
    void theApiChecksFirstAndThenWritesTheVerySame() {
        Map<String, String> headers = new HashMap<>(Visitor.basic("olga", "p"));
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        Visitor program = Visitor.of(port);
        String value = VALUE.formatted("");
        String order =
                "{\"subject\":\"produced-value\",\"key\":\"k\",\"id\":\"e-9\",\"time\":\"2026-01-01T00:00:00Z\",\"value\":\""
                        + value + "\"";
        int before = topics.read("produced").size();

        Visitor.Answer checked = program.send("POST", "/api/v1/topics/produced/produce", order + "}", headers);
        Matcher token = Pattern.compile("\"checked\":\"([^\"]+)\"")
                .matcher(checked.page().html());
        assertThat(token.find()).as(checked.page().html()).isTrue();
        Visitor.Answer sent = program.send(
                "POST", "/api/v1/topics/produced/produce", order + ",\"checked\":\"" + token.group(1) + "\"}", headers);
        Visitor.Answer forged =
                program.send("POST", "/api/v1/topics/produced/produce", order + ",\"checked\":\"x\"}", headers);

        assertThat(checked.page().html()).contains("\"partition\":null,\"offset\":null");
        assertThat(sent.page().html()).contains("\"partition\":0,\"offset\":" + before);
        assertThat(forged.status()).isEqualTo(422);
        assertThat(topics.read("produced")).hasSize(before + 1);
        assertThat(program.at("/api/v1/topics/produced/produce?subject=produced-value", headers)
                        .page()
                        .html())
                .startsWith("{\"subjects\":[")
                .contains("\"subject\":\"produced-value\",\"version\":1,\"schema\":\"{");
    }
}
