package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Does each thing that changes something, by keyboard alone and by mouse. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "avenant.console.access.everybody[0].role=operator",
            "avenant.console.access.everybody[0].topics=*",
            "avenant.console.access.everybody[0].subjects=*"
        })
class BrowserActionsTest {

    /** What somebody has to reach a page with. */
    enum Hand {
        KEYBOARD {
            @Override
            void use(Browser browser, String selector) {
                browser.tabTo(selector);
                browser.press(Keys.ENTER);
            }

            @Override
            void write(Browser browser, String selector, String text) {
                browser.tabTo(selector);
                browser.press(Keys.chord(Keys.CONTROL, "a"), text);
            }
        },
        MOUSE {
            @Override
            void use(Browser browser, String selector) {
                browser.find(selector).click();
            }

            @Override
            void write(Browser browser, String selector, String text) {
                browser.find(selector).click();
                browser.press(Keys.chord(Keys.CONTROL, "a"), text);
            }
        };

        abstract void use(Browser browser, String selector);

        abstract void write(Browser browser, String selector, String text);

        String key(String action) {
            return action + "-by-" + name();
        }

        String group() {
            return "books-" + name();
        }
    }

    private static final String TOPIC = "done-by-hand";
    private static final String LETTERS = TOPIC + ".books.dlt";
    private static final String REPLAYED = TOPIC + ".books.replay";
    private static final String WRITTEN = "written-by-hand";
    private static final String READERS = "readers-by-hand";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final ShopRegistry shop = ShopRegistry.open();
    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    private static final ServiceProcess process = ServiceProcess.start(READERS, TOPIC);

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.registry-url", shop::url);
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        properties.add("avenant.console.services[0].group", () -> READERS);
        properties.add("avenant.console.services[0].instances", process::url);
    }

    @BeforeAll
    static void lettersAndOffsets() throws Exception {
        topics.create(1, TOPIC, LETTERS, REPLAYED, WRITTEN);
        try (RegistryClient client = new HttpRegistryClient(shop.url(), Duration.ofSeconds(10))) {
            client.register(WRITTEN + "-value", SchemaDefinition.of("""
                    {"type":"record","name":"Note","namespace":"shop","fields":[{"name":"text","type":"string"}]}"""), false);
        }
        topics.commit(READERS, TOPIC, 0, 0);
        long offset = 0;
        for (Hand hand : Hand.values()) {
            for (String action : List.of("replayed", "dropped", "edited")) {
                topics.send(List.of(
                        LetterTopics.own(TOPIC, offset++, hand.key(action), "HANDLER", "no Avro".getBytes(UTF_8))));
            }
            ProducerRecord<byte[], byte[]> event =
                    new ProducerRecord<>(TOPIC, "k".getBytes(UTF_8), "x".getBytes(UTF_8));
            event.headers().add("ce_id", ("event-" + hand).getBytes(UTF_8));
            topics.send(List.of(event));
            topics.commit(hand.group(), TOPIC, 0, 1);
        }
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        topics.deleteAll();
        process.close();
        shop.close();
    }

    @BeforeEach
    void openTheBrowser() {
        browser = Browser.open(port);
        browser.see(1280, "light");
    }

    @AfterEach
    void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void lettersAreReplayed(Hand hand) {
        browser.go("/dead-letters/" + LETTERS + "?key=" + hand.key("replayed"));
        hand.use(browser, "main a[href*='/replay?']");
        awaitText("1 letter would be replayed.");
        hand.write(browser, "#rate", "5");
        hand.use(browser, "form.confirm button");

        awaitText("1 of 1 letter replayed");
        assertThat(replayed(hand.key("replayed"))).containsExactly("no Avro");
        assertNobodyIsKeptOut();
    }

    @ParameterizedTest
    @EnumSource
    void lettersAreDroppedWithTheReason(Hand hand) {
        browser.go("/dead-letters/" + LETTERS + "?key=" + hand.key("dropped"));
        hand.use(browser, "main a[href*='/drop?']");
        awaitText("1 letter would be dropped.");
        hand.write(browser, "#reason", "ordered <b>twice</b>");
        hand.use(browser, "form.confirm button");

        awaitText("1 of 1 letter dropped");
        assertNobodyIsKeptOut();
        browser.go("/dead-letters/" + LETTERS + "?key=" + hand.key("dropped") + "&state=dropped");
        hand.use(browser, "main a[href*='/" + LETTERS + "/0/']");
        awaitText("ordered <b>twice</b>");
        browser.screenshot("dropped-1280-light");
        assertNobodyIsKeptOut();
        assertThat(replayed(hand.key("dropped"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLetterIsReplayedWithAnotherValueOnceItIsCheckedAgainstAVersion(Hand hand) {
        browser.go("/dead-letters/" + LETTERS + "?key=" + hand.key("edited"));
        hand.use(browser, "main a[href*='/" + LETTERS + "/0/']");
        hand.use(browser, "main a[href*='/edit']");
        hand.write(browser, "#subject", "shop.Money");
        hand.write(browser, "#version", "1");
        hand.write(browser, "#value", "{\"value\": \"\\u0004\\u00d2\", \"currency\": 7}");
        hand.use(browser, "form.paste button:not([name])");
        awaitText("currency");
        assertThat(browser.find("#refused").getText()).isEqualTo("at $.currency expected text but found 7");
        assertNobodyIsKeptOut();
        hand.write(browser, "#value", "{\"value\": \"\\u0004\\u00d2\", \"currency\": \"EUR\"}");
        hand.use(browser, "form.paste button:not([name])");
        awaitText("It is a value of shop.Money version 1");
        assertNobodyIsKeptOut();
        hand.use(browser, "form.paste button[name=send]");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !replayed(hand.key("edited")).isEmpty());
        assertThat(replayed(hand.key("edited"))).singleElement().asString().endsWith("EUR");
    }

    @ParameterizedTest
    @EnumSource
    void offsetsAreResetAsListed(Hand hand) {
        browser.go("/groups/" + hand.group());
        hand.use(browser, "main a[href$='/reset']");
        hand.use(browser, "form.filter button");
        awaitText("1 partition would be set: 1 record is read again, none is skipped.");
        assertNobodyIsKeptOut();
        hand.use(browser, "form.confirm button");

        awaitText("1 partition was reset.");
        assertThat(browser.text()).contains(TOPIC + " 0 1 0");
        assertNobodyIsKeptOut();
    }

    @ParameterizedTest
    @EnumSource
    void theRecordsOfATopicAreFiltered(Hand hand) {
        browser.go("/topics/" + LETTERS);
        hand.write(browser, "#where", "key.startsWith('dropped-by-" + hand + "')");
        hand.use(browser, "form.filter button");

        awaitText("dropped-by-" + hand);
        assertThat(browser.text()).doesNotContain("edited-by-");
        assertNobodyIsKeptOut();
    }

    @ParameterizedTest
    @EnumSource
    void aProcessIsPausedAndGoesOn(Hand hand) {
        browser.go("/groups/" + READERS);
        hand.use(browser, "main button[aria-label^='Pause " + TOPIC + " at ']");
        awaitText("Done for 1 subscription.");
        assertThat(process.states()).containsEntry(TOPIC, "paused");
        hand.use(browser, "main p a[href='/groups/" + READERS + "']");
        hand.use(browser, "main button[aria-label^='Resume " + TOPIC + " at ']");

        awaitText("Done for 1 subscription.");
        assertThat(process.states()).containsEntry(TOPIC, "running");
        assertNobodyIsKeptOut();
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsWritten(Hand hand) {
        browser.go("/topics/" + WRITTEN);
        hand.use(browser, "main a[href$='/produce']");
        hand.write(browser, "#key", hand.key("written"));
        hand.write(browser, "[name='v.text']", "<i>by " + hand + "</i>");
        hand.use(browser, "p.actions button[value='check']");
        awaitText("It is a value of " + WRITTEN + "-value version 1");
        hand.use(browser, "button[value='send']");

        awaitText("\"text\" : \"<i>by " + hand + "</i>\"");
        assertThat(topics.read(WRITTEN))
                .extracting(record -> new String(record.key(), UTF_8))
                .contains(hand.key("written"));
        assertNobodyIsKeptOut();
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaIsTried(Hand hand) {
        browser.go("/subjects/shop.Money/check");
        hand.write(
                browser,
                "#schema",
                "{\"type\": \"record\", \"name\": \"Money\", \"namespace\": \"shop\", \"fields\": []}");
        hand.use(browser, "main button");

        awaitText("removed /currency");
        assertNobodyIsKeptOut();
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsSearchedAtOnce(Hand hand) {
        browser.go("/");
        hand.write(browser, "#search", READERS);
        hand.use(browser, "header form:not(.user) button");
        await().atMost(Duration.ofSeconds(30)).until(() -> browser.place().startsWith("/search?"));
        hand.use(browser, "main a[href='/groups/" + READERS + "']");

        awaitText("Processes of the group");
        assertThat(browser.place()).isEqualTo("/groups/" + READERS);
    }

    @ParameterizedTest
    @EnumSource
    void whatBelongsToAnEventIsFoundInAllTopics(Hand hand) {
        browser.go("/correlation");
        hand.write(browser, "#id", "event-" + hand);
        hand.use(browser, "main form button");

        awaitText("1 record, the oldest first");
        assertNobodyIsKeptOut();
        hand.use(browser, "main a[href^='/topics/" + TOPIC + "/0/']");
        awaitText("ce_id");
    }

    private static List<String> replayed(String key) {
        Stream<ConsumerRecord<byte[], byte[]>> records = topics.read(REPLAYED).stream();
        return records.filter(record -> new String(record.key(), UTF_8).equals(key))
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private void assertNobodyIsKeptOut() {
        assertThat(browser.accessibilityFaults()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    /** The page that an action leads to is there a moment after it. */
    private void awaitText(String text) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(browser.text()).contains(text));
    }
}
