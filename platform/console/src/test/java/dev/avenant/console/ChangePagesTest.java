package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.contracts.gate.ProposedChange;
import dev.avenant.contracts.report.AddressedSchema;
import dev.avenant.contracts.report.ConsoleLinks;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.WirePrefix;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
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

/** The one address of a change, and who uses which version of a subject. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ChangePagesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SUBJECT = "chg-orders-chg.Placed";
    private static final String TYPE = "chg.Money";

    private static final String CONTRACTS = """
            topics:
              chg-orders:
                owner: shop
                key: { type: string, meaning: order id }
                partitions: 1
                compatibility: BACKWARD
                producers: [shop]
                events:
                  Placed: { consumers: [billing, reports] }
                  Other: { consumers: [nobody-here] }
            waivers:
              - rule: field-without-default
                path: chg-orders/Placed/*
                reason: "<b>nobody reads the old ones"
                owner: shop
                expires: 2099-12-31
            """;

    private static final String MIXED = """
              chg-mixed:
                owner: shop
                key: { type: string, meaning: any }
                partitions: 1
                subject: chg-orders-chg.Placed
                producers: [shop]
                events:
                  Placed: { consumers: [] }
            """;

    private static final String PLACED = """
            {"type": "record", "name": "Placed", "namespace": "chg", "fields": [{"name": "id", "type": "string"}%s]}
            """;
    private static final String FIRST = PLACED.formatted("");
    private static final String SECOND =
            PLACED.formatted(", {\"name\": \"note\", \"type\": \"string\", \"default\": \"\"}");
    private static final String THIRD = PLACED.formatted(", {\"name\": \"total\", \"type\": \"long\"}");

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @TempDir
    static Path folder;

    private static final SchemaRegistry registry = SchemaRegistry.start(SchemaRegistryConfig.inMemory());
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", registry::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.contracts", () -> folder.resolve("contracts.yaml"));
    }

    /** One order of the first version, read by billing and not yet by reports, and one of the second. */
    @BeforeAll
    static void aShop() throws Exception {
        Files.writeString(folder.resolve("contracts.yaml"), CONTRACTS);
        Files.createDirectories(folder.resolve("chg-orders/Placed"));
        Files.writeString(folder.resolve("chg-orders/Placed/v1.avsc"), FIRST);
        topics.create(1, "chg-orders", "chg-orders.billing.dlt");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.register(TYPE, SchemaDefinition.of("""
                    {"type": "record", "name": "Money", "namespace": "chg", "fields": [{"name": "cents", "type": "long"}]}
                    """), false);
            client.register(SUBJECT, SchemaDefinition.of("""
                    {"type": "record", "name": "Placed", "namespace": "chg", "fields": []}
                    """), false);
            client.setLevel(SUBJECT, CompatibilityLevel.NONE);
            for (String schema : List.of(FIRST, SECOND)) {
                int id = Objects.requireNonNull(client.register(SUBJECT, SchemaDefinition.of(schema), false)
                        .id());
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        "chg-orders", "k".getBytes(UTF_8), new WirePrefix(id).before(new byte[] {2, 'a', 0}));
                record.headers().add("ce_source", "shop".getBytes(UTF_8));
                records.add(record);
            }
            client.register(SUBJECT, SchemaDefinition.of(THIRD), false);
            client.setLevel(SUBJECT, CompatibilityLevel.BACKWARD);
            client.register(
                    "uses-money", new SchemaDefinition("""
                            {"type": "record", "name": "Bill", "namespace": "chg", "fields": [{"name": "sum", "type": "chg.Money"}]}
                            """, List.of(new SchemaReference("chg.Money", TYPE, 1))), false);
        }
        topics.send(records);
        topics.commit("billing", "chg-orders", 0, 1);
        topics.commit("reports.v2", "chg-orders", 0, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
    }

    private JsonNode api(String path) throws IOException {
        return JSON.readTree(Visitor.of(port)
                .at("/api/v1" + path, Map.of("Accept", "application/json"))
                .page()
                .html());
    }

    private static String proposed(String schema) {
        return "/changes/" + SUBJECT + "/proposed?schema=" + AddressedSchema.encode(schema);
    }

    @Test
    void whoUsesEachVersionIsReadFromTheRecords() {
        Page page = Page.at(port, "/subjects/" + SUBJECT + "/usage");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("Declared producers shop Declared consumers billing, reports")
                .contains("Searched 2 of 2 records , all of them. On chg-orders , chg-orders.billing.dlt .")
                .contains("v4 5 none 0 no It is the latest, which producers write.")
                .contains("v3 4 1 record chg-orders, partition 0: 1, the last at offset 1 shop billing reports.v2 0 no"
                        + " Records of it are retained.")
                .contains("v2 3 1 record chg-orders, partition 0: 1, the last at offset 0 shop reports.v2 0 no"
                        + " Records of it are retained.")
                .contains("v1 2 none 0 yes");
    }

    @Test
    void theSchemasOfATopicAreReadFromItsRecords() throws Exception {
        topics.create(1, "chg-mixed");
        topics.send(List.of(
                new ProducerRecord<>("chg-mixed", "k".getBytes(UTF_8), new WirePrefix(1).before(new byte[] {2})),
                new ProducerRecord<>("chg-mixed", "k".getBytes(UTF_8), new WirePrefix(3).before(new byte[] {2})),
                new ProducerRecord<>("chg-mixed", "k".getBytes(UTF_8), "no schema".getBytes(UTF_8))));
        Files.writeString(folder.resolve("contracts.yaml"), CONTRACTS.replace("topics:\n", "topics:\n" + MIXED));
        Files.createDirectories(folder.resolve("chg-mixed/Placed"));
        Files.writeString(folder.resolve("chg-mixed/Placed/v1.avsc"), FIRST);
        try {
            Page page = Page.at(port, "/contracts/topics/chg-mixed?schemas=true");

            assertThat(page.main())
                    .contains("Searched 3 of 3 records , all of them. Id Subject Records Published by none 1 record")
                    .contains("1 chg.Money v1 not declared 1 record 3 " + SUBJECT + " v2 1 record");
            assertThat(Page.at(port, "/contracts/topics/chg-mixed").main())
                    .contains("Read which ones they are")
                    .doesNotContain("Searched");
            assertThat(api("/contracts/topics/chg-mixed?schemas=true")
                            .path("schemas")
                            .path("schemas")
                            .findValuesAsText("isUndeclared"))
                    .containsExactly("false", "true", "false");
        } finally {
            Files.writeString(folder.resolve("contracts.yaml"), CONTRACTS);
            Files.delete(folder.resolve("chg-mixed/Placed/v1.avsc"));
        }
    }

    @Test
    void aTypeThatOthersReferToIsNotRetired() {
        assertThat(Page.at(port, "/subjects/" + TYPE + "/usage").main())
                .contains("v1 1 none 1 no It is the latest, which producers write. Other schemas refer to it."
                        + " It is not known which topics may have it.");
    }

    @Test
    void recordsThatComeLaterAreCountedAndALetterKeepsAVersion() throws Exception {
        topics.create(1, "chg-later", "chg-later.billing.dlt");
        byte[] value;
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            int id = Objects.requireNonNull(client.register("chg-later-value", SchemaDefinition.of(FIRST), false)
                    .id());
            client.setLevel("chg-later-value", CompatibilityLevel.NONE);
            client.register("chg-later-value", SchemaDefinition.of(THIRD), false);
            value = new WirePrefix(id).before(new byte[] {2, 'a'});
        }
        assertThat(Page.at(port, "/subjects/chg-later-value/usage").main()).contains("v1 3 none 0 yes");

        topics.send(List.of(new ProducerRecord<>("chg-later.billing.dlt", 0, "k".getBytes(UTF_8), value)));

        assertThat(Page.at(port, "/subjects/chg-later-value/usage").main())
                .contains("Searched 1 of 1 record , all of them.")
                .contains("v1 3 1 record chg-later.billing.dlt, partition 0: 1, the last at offset 0"
                        + " 0 no Records of it are retained.");
    }

    @Test
    void aChangeHasOneAddressWithAllThatAReviewerAsks() {
        Page page = Page.at(port, "/changes/" + SUBJECT + "/3..4");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("v3 → v4 BREAKS under BACKWARD")
                .contains("Topics chg-orders Producers shop Consumers billing reports reports.v2")
                .doesNotContain("nobody-here")
                .contains("Waivers that cover what was found field-without-default chg-orders/Placed/* :"
                        + " <b>nobody reads the old ones shop, until 2099-12-31")
                .contains("The way to it Not safe in one step. These steps are:", "Deploy billing, reports")
                .contains("Compared with v3", "added /total", "What each level says", "Reading fails");
        assertThat(page.html()).doesNotContain("<b>nobody");
        assertThat(Page.in(port, "/changes/" + SUBJECT + "/3..4", "de").main())
                .contains("Ausrollen: billing, reports", "Rufe avenant check und avenant release auf")
                .doesNotContain("Deploy", "Run avenant");
    }

    @Test
    void aWaiverWhoseLastDayHasPassedIsSaidToBeExpired() throws Exception {
        Files.writeString(folder.resolve("contracts.yaml"), CONTRACTS.replace("2099-12-31", "2020-02-29"));
        try {
            assertThat(Page.at(port, "/changes/" + SUBJECT + "/3..4").main())
                    .contains("shop, until 2020-02-29 expired");
            assertThat(api("/changes/" + SUBJECT + "/3..4")
                            .path("waivers")
                            .get(0)
                            .path("isExpired")
                            .asBoolean())
                    .isTrue();
        } finally {
            Files.writeString(folder.resolve("contracts.yaml"), CONTRACTS);
        }

        assertThat(Page.at(port, "/changes/" + SUBJECT + "/3..4").main())
                .contains("shop, until 2099-12-31")
                .doesNotContain("expired");
    }

    @Test
    void aSchemaThatIsTooLongForAnAddressIsSaidToBe() {
        Random random = new Random(13);
        String doc = IntStream.range(0, 12_000)
                .mapToObj(index -> Integer.toHexString(random.nextInt(16)))
                .collect(Collectors.joining());
        String schema = PLACED.formatted(", {\"name\": \"total\", \"type\": \"long\", \"doc\": \"" + doc + "\"}");

        Page page = Page.submit(port, "/subjects/" + SUBJECT + "/check", "schema", schema);

        assertThat(page.main())
                .contains("The schema is too long for an address to pass on.")
                .doesNotContain("at an address to pass on The");
        assertThat(page.html()).doesNotContain("/proposed?schema=");
        assertThat(Page.submit(port, "/subjects/" + SUBJECT + "/check", "schema", THIRD)
                        .main())
                .doesNotContain("too long for an address");
    }

    @Test
    void whatTheLevelLetsPassNeedsNoPlan() {
        assertThat(Page.at(port, "/changes/" + SUBJECT + "/2..3").main())
                .contains("v2 → v3 SAFE under BACKWARD")
                .doesNotContain("The way to it", "Waivers");
    }

    @Test
    void aSchemaOfABranchIsReviewedFromItsAddress() throws Exception {
        String next = PLACED.formatted(
                ", {\"name\": \"total\", \"type\": \"long\"}, {\"name\": \"more\", \"type\": \"int\"}");
        ProposedChange change = new ProposedChange(
                "chg-orders/Placed",
                "v5",
                SUBJECT,
                new Schema.Parser().parse(next).toString());
        String link = ConsoleLinks.at("http://localhost:" + port).orElseThrow().of(change);

        Page page = Page.at(port, link.replace("http://localhost:" + port, ""));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("v4 → a schema that is not registered", "This schema is in the address of this page.")
                .contains("BREAKS under BACKWARD", "Compared with v4", "added /more int", "Release v5");
        assertThat(api("/changes/" + SUBJECT + "/proposed?schema=" + AddressedSchema.encode(next))
                        .path("verdict")
                        .asText())
                .isEqualTo("BREAKS");
    }

    @Test
    void noPlanIsMadeThatSomebodyWouldWaitLongFor() {
        String fields = IntStream.range(0, 1_800)
                .mapToObj(number -> ", {\"name\": \"f" + number + "\", \"type\": \"int\"}")
                .collect(Collectors.joining());

        Page page = Page.at(port, proposed(PLACED.formatted(fields)));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("The schemas are too large for the plan to be made while somebody waits, so it was not. This"
                        + " makes it, beside the contracts: avenant plan Placed")
                .contains("No more than 1,000 findings are listed", "Let f0 be null where it was not written")
                .containsPattern(
                        "For [0-9]{3} of these findings no way out was looked for, since the schema is large\\.");
    }

    @Test
    void aSchemaThatWasRegisteredSinceIsSaidToBe() {
        Page page = Page.at(port, proposed(SECOND));

        assertThat(page.main()).contains("The subject has it as v3");
        assertThat(page.links("/subjects/" + SUBJECT + "?version=3")).isEmpty();
        assertThat(page.html()).contains("/subjects/" + SUBJECT + "?version=3");
    }

    @Test
    void anAddressThatWasCutOffIsRefused() {
        String address = proposed(THIRD);

        assertThat(Page.at(port, address.substring(0, address.length() - 20)).main())
                .contains("schema: expected a whole schema but found that a part of the address is missing or changed."
                        + " Open the whole address as it was written.");
        assertThat(Page.at(port, "/changes/" + SUBJECT + "/proposed?schema=%3Cscript%3E")
                        .status())
                .isEqualTo(400);
        assertThat(Page.at(port, proposed("{\"type\": \"<script>\"}")).status()).isEqualTo(422);
        assertThat(Page.at(port, "/changes/nobody/1..2").status()).isEqualTo(404);
        assertThat(Page.at(port, "/changes/" + SUBJECT + "/1..9").main())
                .contains("No subject " + SUBJECT + " with a version 1, 9 is registered.");
    }

    @Test
    void aTrialHasAnAddressToPassOn() {
        Page page = Page.submit(port, "/subjects/" + SUBJECT + "/check", "schema", THIRD);

        assertThat(page.html()).contains("/proposed?schema=" + AddressedSchema.encode(THIRD));
    }

    @Test
    void aSubjectSaysWhoIsDeclaredToUseIt() {
        assertThat(Page.at(port, "/subjects/" + SUBJECT).main())
                .contains("Declared producers shop Declared consumers billing, reports");
    }

    @Test
    void programsReadTheSame() throws IOException {
        JsonNode change = api("/changes/" + SUBJECT + "/3..4");
        JsonNode usage = api("/subjects/" + SUBJECT + "/usage");

        assertThat(change.path("verdict").asText()).isEqualTo("BREAKS");
        assertThat(change.path("plan").path("steps").size()).isGreaterThan(1);
        assertThat(change.path("waivers").get(0).path("expires").asText()).isEqualTo("2099-12-31");
        assertThat(usage.path("versions").get(3).path("retirable").asBoolean()).isTrue();
        assertThat(usage.path("versions").get(2).path("reasons").toString()).isEqualTo("[\"RECORDS\"]");
    }
}
