package dev.avenant.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.contracts.report.AddressedSchema;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Looks at each page, and uses each, as people do. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.access.everybody[0].role=operator",
            "avenant.console.access.everybody[0].topics=*",
            "avenant.console.access.everybody[0].subjects=*"
        })
class BrowserTest {

    private static final List<String> TOPICS =
            List.of("browser-orders", "browser-bought", "browser-orders.billing.dlt", "browser-orders.billing.replay");

    private static final String CONTRACTS = """
            topics:
              browser-orders:
                description: What was ordered in the shop.
                owner: shop
                key: { type: string, meaning: order id }
                partitions: 3
                subject: orders-shop.Order
                producers: [shop]
                events:
                  Order: { consumers: [billing, a-service-whose-name-is-longer-than-most] }
              browser-parcels:
                description: Where the parcels are.
                owner: depot
                key: { type: string, meaning: parcel id }
                partitions: 1
                producers: [depot, shop]
                events:
                  Sent: { consumers: [shop, billing] }
            waivers:
              - rule: field-without-default
                path: browser-orders/Order/shop
                reason: Nobody reads orders of before.
                owner: shop
                expires: 2020-01-31
            """;

    private static final String PROPOSED = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
             {"name": "buyer", "type": ["null", "string"], "default": null, "tags": ["PII"]},
             {"name": "state", "type": "int"}]}
            """;

    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("overview", "/");
        PAGES.put("subjects", "/subjects");
        PAGES.put("subjects-found", "/subjects?q=pii");
        PAGES.put("subject", "/subjects/orders-shop.Order");
        PAGES.put("diff", "/subjects/orders-shop.Order/diff?from=1&to=2");
        PAGES.put("check", "/subjects/orders-shop.Order/check");
        PAGES.put("schema", "/schemas/1");
        PAGES.put("search", "/search?q=order");
        PAGES.put("dead-letter-topics", "/dead-letters");
        PAGES.put("dead-letters", "/dead-letters/browser-orders.billing.dlt");
        PAGES.put("dead-letter", "/dead-letters/browser-orders.billing.dlt/0/0");
        PAGES.put("dead-letter-damaged", "/dead-letters/browser-orders.billing.dlt/0/1");
        PAGES.put("replay", "/dead-letters/browser-orders.billing.dlt/replay");
        PAGES.put("drop", "/dead-letters/browser-orders.billing.dlt/drop?cause=MALFORMED");
        PAGES.put("edit", "/dead-letters/browser-orders.billing.dlt/0/1/edit");
        PAGES.put("topics", "/topics");
        PAGES.put("topic", "/topics/browser-orders.billing.dlt");
        PAGES.put("topic-page", "/topics/browser-orders.billing.dlt?from=0:1");
        PAGES.put("topic-expression", "/topics/browser-orders.billing.dlt?where=value.state");
        PAGES.put("tail", "/topics/browser-bought/tail");
        PAGES.put("produce", "/topics/browser-bought/produce?subject=browser-bought-value");
        PAGES.put("event", "/topics/browser-orders.billing.dlt/0/1");
        PAGES.put("correlation", "/correlation?id=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&since=2h");
        PAGES.put("groups", "/groups");
        PAGES.put("group", "/groups/billing");
        PAGES.put("reset", "/groups/billing/reset?to=earliest");
        PAGES.put("contracts", "/contracts");
        PAGES.put("contract", "/contracts/topics/browser-orders?schemas=true");
        PAGES.put("lineage", "/contracts/lineage");
        PAGES.put("lineage-of", "/contracts/lineage?of=billing");
        PAGES.put("drift", "/contracts/drift");
        PAGES.put("usage", "/subjects/orders-shop.Order/usage");
        PAGES.put("change", "/changes/orders-shop.Order/1..2");
        PAGES.put("proposed", "/changes/orders-shop.Order/proposed?schema=" + AddressedSchema.encode(PROPOSED));
        PAGES.put("problem", "/subjects/nobody");
    }

    @TempDir
    static Path contracts;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final ShopRegistry shop = ShopRegistry.open();

    private static final ServiceProcess billing = ServiceProcess.start("billing", "browser-orders", "browser-bought")
            .in("browser-bought", "running because <b>12 of 20</b> records failed \u202egpj.exe");

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", shop::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.contracts", () -> contracts.resolve("contracts.yaml"));
        properties.add("avenant.console.services[0].group", () -> "billing");
        properties.add(
                "avenant.console.services[0].instances",
                () -> billing.url() + ",http://a-process-whose-name-is-longer-than-most.billing.localhost:1");
    }

    @BeforeAll
    static void aSchemaOfManyTypes() {
        try (RegistryClient client = new HttpRegistryClient(shop.url(), Duration.ofSeconds(10))) {
            client.register("browser-bought-value", SchemaDefinition.of(ProducePagesTest.SCHEMA), false);
        }
    }

    @BeforeAll
    static void aLetter() throws Exception {
        Files.writeString(contracts.resolve("contracts.yaml"), CONTRACTS);
        Files.createDirectories(contracts.resolve("browser-orders/Order"));
        Files.writeString(contracts.resolve("browser-orders/Order/v1.avsc"), PROPOSED.replace("int", "string"));
        Files.createDirectories(contracts.resolve("browser-parcels/Sent"));
        Files.writeString(
                contracts.resolve("browser-parcels/Sent/v1.avsc"),
                "{\"type\": \"record\", \"name\": \"Sent\", \"namespace\": \"depot\", \"fields\": []}");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
        send(
                "browser-orders.billing.dlt",
                "this is no Avro".getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "avenant-dlt-category", "NOT_AVRO",
                        "avenant-dlt-message", "the first byte is 116, not 0",
                        "avenant-dlt-topic", "browser-orders"));
        send(
                "browser-orders.billing.dlt",
                orderOfNoState(),
                Map.of(
                        "avenant-dlt-category", "MALFORMED",
                        "avenant-dlt-message", "/state: <script>alert(1)</script> no symbol 7 \u202egpj.exe",
                        "avenant-dlt-group", "billing",
                        "avenant-dlt-partition", "2",
                        "avenant-dlt-offset", "41",
                        "avenant-dlt-topic", "orders",
                        "ce_id", "<img src=x onerror=alert(1)>"));
        new LetterTopics(kafka::bootstrapServers).commit("billing", "browser-orders.billing.dlt", 0, 1);
        new LetterTopics(kafka::bootstrapServers).commit("billing", "browser-orders", 0, 0);
        new LetterTopics(kafka::bootstrapServers).commit("spying", "browser-orders", 0, 0);
    }

    /** An order of the shop, bought by Ada for 12.34 EUR, whose state is the number of no symbol. */
    private static byte[] orderOfNoState() {
        return new byte[] {0, 0, 0, 0, 2, 2, 6, 'A', 'd', 'a', 4, 4, (byte) 0xd2, 6, 'E', 'U', 'R', 14, 0};
    }

    private static void send(String topic, byte[] value, Map<String, String> headers) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, "order-7", value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        }
    }

    @BeforeEach
    void openTheBrowser() {
        browser = Browser.open(port);
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        billing.close();
        shop.close();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(TOPICS).all().get();
        }
    }

    @Test
    void nothingKeepsAnybodyFromUsingAPage() {
        PAGES.forEach((name, path) -> {
            // A server that has no time to answer is told of on a page of its own, which is not the one to be looked
            // at.
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                browser.go(path);
                return !browser.text().contains("Away for the moment");
            });
            browser.requireUsable(name);
        });
    }

    @Test
    void aChangeIsFoundAndJudgedByKeyboardAlone() {
        browser.go("/");
        browser.press("/");
        browser.press("orders-shop", Keys.ENTER);
        browser.tabTo("main a[href='/subjects/orders-shop.Order']");
        browser.press(Keys.ENTER);
        browser.tabTo("main a[href*='/diff?']");
        browser.press(Keys.ENTER);

        assertThat(browser.place()).isEqualTo("/subjects/orders-shop.Order/diff?from=1&to=2");
        assertThat(browser.text()).contains("added /shop string", "Reading fails");
    }

    @Test
    void aSchemaIsTriedByKeyboardAlone() {
        browser.see(1280, "light");
        browser.go("/subjects/orders-shop.Order/check");
        browser.tabTo("#schema");
        browser.press(
                Keys.chord(Keys.CONTROL, "a"),
                "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":[");
        browser.press("{\"name\":\"new\",\"type\":\"string\"}]}");
        browser.tabTo("main button");
        browser.press(Keys.ENTER);
        browser.screenshot("checked-1280-light");

        assertThat(browser.text())
                .contains(
                        "BREAKS under BACKWARD",
                        "The registry would refuse it:",
                        "Compared with v2",
                        "added /new string");
        assertThat(browser.accessibilityFaults()).isEmpty();
    }

    @Test
    void whatIsNoSchemaIsSaidBesideIt() {
        browser.go("/subjects/orders-shop.Order/check");
        browser.find("#schema").clear();
        browser.find("#schema").sendKeys("{\"type\": \"strin\"}");
        browser.find("main button").click();

        assertThat(browser.find("#unusable").getText()).startsWith("Line 1, column 10: ");
        assertThat(browser.find("#schema").getAttribute("value")).isEqualTo("{\"type\": \"strin\"}");
        assertThat(browser.accessibilityFaults()).isEmpty();
    }

    @Test
    void aLetterIsFoundExplainedAndReplayedByKeyboardAlone() {
        browser.see(1280, "light");
        browser.go("/");
        browser.tabTo("header a[href='/dead-letters']");
        browser.press(Keys.ENTER);
        browser.tabTo("main a[href*='cause=NOT_AVRO']");
        browser.press(Keys.ENTER);
        browser.tabTo("main a[href$='/0/0']");
        browser.press(Keys.ENTER);
        browser.tabTo("main a[href*='/replay?']");
        browser.press(Keys.ENTER);
        browser.tabTo("form.confirm button");
        browser.press(Keys.ENTER);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text())
                        .contains("Done", "1 of 1 letter replayed", "1 letter would be replayed."));
        browser.screenshot("replayed-1280-light");
        assertThat(browser.accessibilityFaults()).isEmpty();
        browser.go("/dead-letters/browser-orders.billing.dlt/0/0");
        assertThat(browser.text()).contains("replayed");
    }

    @Test
    void whoReadsATopicIsFoundByKeyboardAlone() {
        browser.see(1280, "light");
        browser.go("/");
        browser.tabTo("header a[href='/contracts']");
        browser.press(Keys.ENTER);
        browser.tabTo("main nav a[href='/contracts/lineage']");
        browser.press(Keys.ENTER);
        browser.tabTo("svg a[aria-label='Topic browser-orders']");
        browser.screenshot("lineage-focused");
        browser.press(Keys.ENTER);

        assertThat(browser.place()).isEqualTo("/contracts/lineage?of=browser-orders");
        assertThat(browser.text()).contains("1 topic, 4 edges", "spying not declared");
        browser.tabTo("main a[href='/contracts/topics/browser-orders']");
        browser.press(Keys.ENTER);
        assertThat(browser.text()).contains("The consumer group spying reads it, and belongs to no declared consumer.");
    }

    @Test
    void aProcessIsPausedByKeyboardAndGoesOnByMouse() {
        browser.see(390, "light");
        browser.go("/groups/billing");
        browser.tabTo("main button[aria-label^='Pause browser-orders at ']");
        browser.press(Keys.ENTER);
        awaitText("Done for 1 subscription.");
        browser.screenshot("paused-390-light");

        assertThat(billing.states()).containsEntry("browser-orders", "paused");
        assertThat(browser.accessibilityFaults()).isEmpty();
        browser.tabTo("main p a[href='/groups/billing']");
        browser.press(Keys.ENTER);
        awaitText("Processes of the group");
        browser.find("main button[aria-label^='Resume browser-orders at ']").click();
        awaitText("Done for 1 subscription.");
        assertThat(billing.states()).containsEntry("browser-orders", "running");
    }

    @Test
    void aLetterIsExplainedInGerman() {
        browser.see(390, "dark");
        browser.go("/dead-letters/browser-orders.billing.dlt/0/1?lang=de");
        browser.screenshot("dead-letter-german");

        assertThat(browser.text()).contains("Was wahrscheinlich geschah", "Byte 17 scheitert", "/state");
        assertThat(browser.accessibilityFaults()).isEmpty();
    }

    @Test
    void figuresAreRenewedWithoutTakingFocusSelectionOrPlace() throws Exception {
        browser.see(390, "light");
        browser.go("/");
        browser.tabTo("main a[href='/dead-letters/browser-orders.billing.dlt']");
        browser.run("""
                window.scrollTo(0, 150);
                document.getSelection().selectAllChildren(document.querySelector('#topics'));
                """);
        long top = (long) browser.run("return Math.round(window.scrollY)");

        send("browser-orders", new byte[] {1}, Map.of());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text()).contains("browser-orders 1 1"));
        assertThat(browser.run("return document.activeElement.getAttribute('href')"))
                .isEqualTo("/dead-letters/browser-orders.billing.dlt");
        assertThat(browser.run("return document.getSelection().toString()")).isEqualTo("Topics");
        assertThat(browser.run("return Math.round(window.scrollY)")).isEqualTo(top);
    }

    @Test
    void olderRecordsAreReachedByKeyboardAlone() {
        browser.see(1280, "light");
        browser.go("/topics/browser-orders.billing.dlt?from=0:1");
        browser.tabTo("main nav.pages a[rel='next']");
        browser.press(Keys.ENTER);

        awaitText("partition 0 from 0 to 0");
        assertThat(browser.place()).isEqualTo("/topics/browser-orders.billing.dlt?before=0:1");
        browser.tabTo("main nav.pages a[rel='prev']");
        browser.press(Keys.ENTER);
        awaitText("partition 0 from 1 to");
    }

    @Test
    void aTopicIsFollowedByKeyboardWithoutTakingFocusOrSelection() throws Exception {
        browser.see(1280, "light");
        browser.go("/topics/browser-bought/tail");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text()).contains("No record came since"));

        send("browser-bought", new byte[] {1, 2, 3}, Map.of("ce_type", "<script>alert(1)</script>"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text()).contains("<script>alert(1)</script>", "1 is shown."));
        browser.tabTo("#rows a");
        String focused = (String) browser.run("return document.activeElement.getAttribute('href')");
        browser.run("document.getSelection().selectAllChildren(document.querySelector('h1'))");
        send("browser-bought", new byte[] {4}, Map.of());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text()).contains("2 are shown."));
        assertThat(browser.run("return document.activeElement.getAttribute('href')"))
                .isEqualTo(focused);
        assertThat(browser.run("return document.getSelection().toString()")).isEqualTo("browser-bought, live");
        browser.screenshot("tail-rows-1280-light");
        assertThat(browser.accessibilityFaults()).isEmpty();

        browser.find("h1").click();
        browser.run("document.getElementById('where').focus()");
        browser.tabTo("#pause");
        browser.press(Keys.SPACE);
        send("browser-bought", new byte[] {5}, Map.of());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text()).contains("Records that passed while it was paused: 1"));
        assertThat(browser.run("return document.querySelectorAll('#rows tr').length"))
                .isEqualTo(2L);
        browser.press(Keys.SPACE);
        send("browser-bought", new byte[] {6}, Map.of());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.run("return document.querySelectorAll('#rows tr').length"))
                        .isEqualTo(3L));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anEventIsWrittenByKeyboardAlone() {
        browser.see(1280, "light");
        browser.go("/topics/browser-bought");
        browser.tabTo("main a[href$='/produce']");
        browser.press(Keys.ENTER);
        browser.tabTo("#key");
        browser.press("order-9");
        browser.tabTo("[name='v.amount']");
        browser.press("12.34");
        browser.tabTo("[name='v.note']");
        browser.press("<b>by hand</b>");
        browser.tabTo("[value='add:v.items']");
        browser.press(Keys.ENTER);
        awaitText("[0] Bit");
        browser.tabTo("[name='v.items[0].sku']");
        browser.press("pen", Keys.TAB, "2");
        browser.tabTo("p.actions button[value='check']");
        browser.press(Keys.ENTER);
        awaitText("Expected a date, such as 2026-01-31 but found nothing.");
        browser.screenshot("produce-refused-1280-light");
        assertThat(browser.accessibilityFaults()).isEmpty();
        browser.run("document.getElementsByName('v.day')[0].value = '2026-01-31'");
        browser.find("[name='v.id']").sendKeys("6f2c9c5e-1f0b-4b6a-9d5f-0c8d2f7a3b41");
        browser.find("[name='v.at']").sendKeys("2026-01-31T12:00:00Z");
        browser.find("p.actions button[value='check']").click();
        awaitText("It is a value of browser-bought-value version 1");
        browser.screenshot("produce-checked-1280-light");
        assertThat(browser.accessibilityFaults()).isEmpty();
        browser.tabTo("button[value='send']");
        browser.press(Keys.ENTER);

        awaitText("\"sku\" : \"pen\"");
        assertThat(browser.text()).contains("order-9", "<b>by hand</b>");
        assertThat(browser.place()).startsWith("/topics/browser-bought/0/");
    }

    /** The page that a press leads to is there a moment after it. */
    private void awaitText(String text) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text()).contains(text));
    }

    @Test
    void anotherLanguageStays() {
        browser.go("/subjects");
        browser.find("a[hreflang=de]").click();
        browser.go("/subjects/orders-shop.Order");
        browser.screenshot("subject-german");

        assertThat(browser.text()).contains("Ein Schema als nächste Version prüfen", "3 Änderungen seit v1");
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("de");
        assertThat(browser.accessibilityFaults()).isEmpty();
    }
}
