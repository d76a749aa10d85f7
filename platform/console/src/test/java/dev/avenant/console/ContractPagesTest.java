package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.SchemaRegistry;
import dev.avenant.registry.SchemaRegistryConfig;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.schema.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

/** What is declared of topics beside what runs. */
@Tag("broker")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ContractPagesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Orders run as they are declared, but for who reads them; nothing is as it is declared of parcels. */
    private static final String CONTRACTS = """
            namespace: cat
            topics:
              cat-orders:
                description: What was ordered.
                owner: shop
                key: { type: string, meaning: order id }
                partitions: 1
                compatibility: FULL
                producers: [shop]
                events:
                  Placed: { consumers: [billing, billing-archive, reports] }
                  Paid: { consumers: [billing], compatibility: BACKWARD }
              cat-parcels:
                description: "<script>alert(1)</script> \\u202egpj.exe"
                owner: "<b>depot"
                key: { type: string, meaning: parcel id }
                partitions: 3
                retention: 1d
                producers: ["<b>depot"]
                events:
                  Sent: { consumers: [billing] }
              cat-planned:
                description: Does not run yet.
                owner: shop
                key: { type: string, meaning: any }
                partitions: 1
                producers: [shop]
                events:
                  Planned: { consumers: [] }
            internal-topics:
              cat-state-*: { owner: shop, reason: what <b>it</b> counted }
            """;

    private static final String PLACED = """
            {"type": "record", "name": "Placed", "namespace": "cat.cat.orders", "fields": [
             {"name": "buyer", "type": "string", "tags": ["PII"]}]}
            """;

    private static final List<String> ADDED = List.of("cat-orders/Paid", "cat-parcels/Sent", "cat-planned/Planned");

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

    @BeforeAll
    static void aShop() throws Exception {
        Files.writeString(folder.resolve("contracts.yaml"), CONTRACTS);
        Files.createDirectories(folder.resolve("cat-orders/Placed"));
        Files.writeString(folder.resolve("cat-orders/Placed/v1.avsc"), PLACED);
        topics.create(1, "cat-orders", "cat-loose", "cat-state-sums");
        topics.create(2, "cat-parcels");
        topics.create(1, "cat-orders.billing.dlt", "cat-orders.billing.replay");
        topics.commit("billing", "cat-orders", 0, 0);
        topics.commit("billing-archive.v2", "cat-orders", 0, 0);
        topics.commit("<i>spy", "cat-orders", 0, 0);
        topics.sendInTransaction(List.of(new ProducerRecord<>("cat-orders", "k".getBytes(UTF_8), "v".getBytes(UTF_8))));
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        topics.deleteAll();
    }

    private Page page(String path) {
        return Page.at(port, path);
    }

    private JsonNode api(String path) {
        try {
            return JSON.readTree(Visitor.of(port)
                    .at("/api/v1" + path, Map.of("Accept", "application/json"))
                    .page()
                    .html());
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }

    @Test
    void theCatalogueHasWhatIsDeclaredBesideWhatRuns() {
        Page page = page("/contracts?q=cat-");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("4 topics, 9 differences between what is declared and what runs")
                .contains("cat-orders What was ordered. shop Placed PII Paid")
                .contains("billing billing-archive billing-archive.v2 reports not seen", "<i>spy not declared")
                .contains("FULL BACKWARD")
                .contains("reports is declared to read it, and no consumer group of it does.")
                .contains("The consumer group <i>spy reads it, and belongs to no declared consumer.")
                .contains("letter-topics writes to it in transactions, and belongs to no declared producer.")
                .contains("cat-loose Kafka has this topic, and contracts.yaml has not.")
                .contains("Partitions: its contract says 3, and it has 2.")
                .contains("Its contract says retention.ms=86400000, and the topic's own setting is –.")
                .contains("contracts.yaml has this topic, and Kafka has not.")
                .doesNotContain("cat-orders.billing.dlt", "cat-state-sums");
    }

    @Test
    void aTopicThatAServiceKeepsForItselfIsMissedNowhere() {
        assertThat(page("/contracts/drift").main()).contains("cat-loose").doesNotContain("cat-state-sums");
        assertThat(page("/contracts/lineage").main()).doesNotContain("cat-state-sums");
        assertThat(page("/topics/cat-state-sums").main())
                .contains("shop keeps this topic for itself, as internal-topics in contracts.yaml says: what <b>it</b>"
                        + " counted");
    }

    @Test
    void aShareGroupIsAConsumer() throws Exception {
        topics.create(1, "shared-cat");
        try (KafkaShareConsumer<byte[], byte[]> member = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "shared-cat-readers"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of("shared-cat"));

            await().pollInSameThread().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                var unused = member.poll(Duration.ofMillis(200));
                assertThat(page("/contracts/lineage?of=shared-cat").main())
                        .contains("1 topic, 1 edge", "shared-cat-readers not declared");
            });
            assertThat(page("/groups").main()).contains("shared-cat-readers share stable 1 1");
            assertThat(page("/groups/shared-cat-readers").main())
                    .contains("stable, 1 member, no record behind", "A share group (KIP-932)")
                    .doesNotContain("Reset offsets");
            assertThat(page("/groups/shared-cat-readers/reset?to=latest").status())
                    .isEqualTo(404);
            assertThat(api("/groups/shared-cat-readers").path("kind").asText()).isEqualTo("share");
        }
    }

    @Test
    void topicsAreFoundByServicesEventsAndTags() {
        assertThat(page("/contracts?q=REPORTS").links("/contracts/topics/"))
                .containsExactly("/contracts/topics/cat-orders");
        assertThat(page("/contracts?q=pii").links("/contracts/topics/"))
                .containsExactly("/contracts/topics/cat-orders");
        assertThat(page("/contracts?q=Sent").links("/contracts/topics/"))
                .containsExactly("/contracts/topics/cat-parcels");
        assertThat(page("/contracts?q=nowhere").main()).contains("No topics, no difference");
    }

    @Test
    void aTopicOfTheCatalogueHasAPageOfItsOwn() {
        Page page = page("/contracts/topics/cat-orders");

        assertThat(page.main())
                .contains("What was ordered.", "Owner shop Key string Producers")
                .contains("Placed FULL billing, billing-archive, reports PII Paid BACKWARD billing");
        assertThat(page.links("/subjects/")).containsExactly("/subjects/cat-orders-cat.cat.orders.Placed");
        assertThat(page.links("/topics/")).containsExactly("/topics/cat-orders");
        assertThat(page("/contracts/topics/cat-planned").links("/topics/")).isEmpty();
        assertThat(page("/contracts/topics/nowhere").main())
                .contains("There is no topic nowhere, neither in contracts.yaml nor in Kafka.");
    }

    @Test
    void whatHostileNamesSayIsText() {
        for (String path : List.of("/contracts", "/contracts/lineage", "/contracts/topics/cat-parcels")) {
            assertThat(page(path).html())
                    .as(path)
                    .contains("&lt;b&gt;depot")
                    .doesNotContain("<script>alert", "<b>", "<i>", "\u202e");
        }
    }

    @Test
    void eachEdgeIsDrawnOnceAndSaidInTheTable() {
        Page page = page("/contracts/lineage?of=cat-orders");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.main())
                .contains("1 topic, 6 edges")
                .contains("The same as a table Topic Producers Consumers cat-orders letter-topics not declared shop");
        assertThat(page.html().split("class=\"declared-and-seen\"", -1))
                .as("two edges and the legend")
                .hasSize(3 + 1);
        assertThat(page.html()).contains("aria-label=\"Consumer billing-archive\"", "aria-label=\"Topic cat-orders\"");
    }

    @Test
    void aServiceIsShownWithItsTopicsAndWhoElseIsThere() {
        assertThat(page("/contracts/lineage?of=shop").links("/contracts/topics/"))
                .containsExactly("/contracts/topics/cat-orders", "/contracts/topics/cat-planned");
        assertThat(page("/contracts/lineage?of=PARC").links("/contracts/topics/"))
                .containsExactly("/contracts/topics/cat-parcels");
        assertThat(page("/contracts/lineage?of=nobody").main()).contains("No topics, nobody who writes or reads them");
    }

    @Test
    void programsReadTheSame() {
        JsonNode orders = api("/contracts/topics/cat-orders");
        JsonNode lineage = api("/contracts/lineage?of=cat-parcels");

        assertThat(orders.path("sources").path("contractsConfigured").asBoolean())
                .isTrue();
        assertThat(orders.path("topic").path("consumers").get(0)).isEqualTo(json("""
                        {"name": "<i>spy", "sight": "SEEN", "seenAs": ["<i>spy"]}"""));
        assertThat(orders.path("topic").path("differences").findValuesAsText("kind"))
                .containsExactly("RETENTION", "GROUP_NOT_DECLARED", "CONSUMER_WITHOUT_GROUP", "PRODUCER_NOT_DECLARED");
        assertThat(api("/contracts?q=cat-&limit=2").path("items").findValuesAsText("there"))
                .containsExactly("true", "true");
        assertThat(lineage.path("edges")).isEqualTo(json("""
                        [{"side": "PRODUCER", "service": "<b>depot", "topic": "cat-parcels", "sight": "DECLARED"},
                         {"side": "CONSUMER", "service": "billing", "topic": "cat-parcels", "sight": "DECLARED"}]"""));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestIsShown() throws Exception {
        Path file = folder.resolve("contracts.yaml");
        Files.writeString(file, "topics: [");
        try {
            assertThat(page("/contracts?q=cat-").main())
                    .contains("Could not read " + file)
                    .contains("4 topics, no difference")
                    .contains("cat-orders");
            for (String path : List.of("/contracts?q=cat-", "/contracts/lineage", "/topics/cat-orders")) {
                assertThat(Page.in(port, path, "de").main())
                        .contains(file + " ist nicht zu lesen: " + file
                                + ":1:10: erwartet wird YAML, aber der Parser sagt: ");
            }
        } finally {
            Files.writeString(file, CONTRACTS);
        }
    }

    @Test
    void filesRegistryAndTopicsAreHeldAgainstEachOther() throws Exception {
        Path lock = folder.resolve("contracts.lock");
        try (RegistryClient client = new HttpRegistryClient(registry.url(), Duration.ofSeconds(10))) {
            client.register("cat-parcels-cat.cat.parcels.Lost", SchemaDefinition.of("\"int\""), false);
            assertThat(page("/contracts/drift").main())
                    .contains("The contracts have errors. Run avenant check and correct them.")
                    .contains("no-schema: ")
                    .contains("Not compared, since the files have errors.")
                    .contains("cat-loose Kafka has this topic, and contracts.yaml has not.");

            for (String event : ADDED) {
                event(event);
            }
            Files.writeString(lock, released("cat.cat.parcels.Sent", "cat-parcels/Sent/v1.avsc"));

            Page page = page("/contracts/drift");
            assertThat(page.main())
                    .contains(folder.getFileName() + "/cat-orders/Paid/v1.avsc:1:1: unreleased: Paid v1 is not in")
                    .contains("1 released and not registered (avenant push registers them) "
                            + "cat-parcels-cat.cat.parcels.Sent: Sent v1")
                    .contains("1 registered and never released from here "
                            + "cat-parcels-cat.cat.parcels.Lost: the whole subject")
                    .contains("1 compatibility levels that differ (avenant push sets them)"
                            + " cat-parcels-cat.cat.parcels.Sent: compatibility BACKWARD in git, none in the registry")
                    .contains("No released version is registered as it should be.");
            assertThat(Page.in(port, "/contracts/drift", "de").main())
                    .contains("/cat-orders/Paid/v1.avsc:1:1: unreleased: Paid v1 steht nicht in contracts.lock.")
                    .contains("cat-parcels-cat.cat.parcels.Lost: das ganze Subject")
                    .contains("cat-parcels-cat.cat.parcels.Sent: compatibility BACKWARD in Git, keine in der Registry")
                    .doesNotContain("is not in", "the whole", "in the registry");
            assertThat(api("/contracts/drift")
                            .path("registry")
                            .path("lines")
                            .path("UNKNOWN")
                            .toString())
                    .isEqualTo("[\"cat-parcels-cat.cat.parcels.Lost: the whole subject\"]");
        } finally {
            Files.deleteIfExists(lock);
            for (String event : ADDED) {
                Files.deleteIfExists(folder.resolve(event + "/v1.avsc"));
            }
        }
    }

    private static void event(String path) throws IOException {
        String topic = path.substring(0, path.indexOf('/'));
        String name = path.substring(topic.length() + 1);
        Files.createDirectories(folder.resolve(path));
        Files.writeString(folder.resolve(path + "/v1.avsc"), """
                {"type": "record", "name": "%s", "namespace": "cat.%s", "fields": [{"name": "id", "type": "string"}]}
                """.formatted(name, topic.replace('-', '.')));
    }

    private static String released(String fullName, String path) throws IOException {
        String fingerprint = SchemaSource.decodeWithFingerprint(path, Files.readAllBytes(folder.resolve(path)))
                .fingerprint();
        return fullName + " v1 sha256:" + fingerprint + "\n";
    }

    @Test
    void isSaidInGermanToo() {
        assertThat(Page.in(port, "/contracts/topics/cat-orders", "de").main())
                .contains("reports soll es lesen, und keine Consumer Group davon tut es.");
    }
}
