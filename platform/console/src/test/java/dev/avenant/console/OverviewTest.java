package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the first page says is going on in the cluster. */
class OverviewTest extends LetterPages {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ORDERS = "overview-orders";
    /** Of no letter of another test. */
    private static final String CAUSE = "OVERVIEW_CAUSE";

    private static final String GROUP = "overview-books";

    /** When what the group has yet to read was written. */
    private static Instant written;

    @BeforeAll
    static void aTopicThatIsPartlyRead() throws Exception {
        written = Instant.now().minusSeconds(60);
        topics.deleteGroups();
        letters(ORDERS, 4);
        topics.send(IntStream.range(4, 7)
                .mapToObj(offset -> LetterTopics.own(ORDERS, offset, "k", CAUSE, "no Avro".getBytes(UTF_8)))
                .toList());
        send(ORDERS, 120, written);
        topics.commit(GROUP, ORDERS, 0, 20);
    }

    private JsonNode told() throws Exception {
        return JSON.readTree(Visitor.of(port)
                .at("/api/v1/overview", Map.of("Accept", "application/json"))
                .page()
                .html());
    }

    private JsonNode group() throws Exception {
        return group(GROUP);
    }

    private JsonNode group(String name) throws Exception {
        for (JsonNode group : told().path("groups")) {
            if (group.path("name").asText().equals(name)) {
                return group;
            }
        }
        throw new AssertionError("No group " + name);
    }

    private static String row(Page page, String name) {
        String text = page.main();
        return text.substring(text.indexOf(name));
    }

    @Test
    void saysHowFarBehindAGroupIsWhereThatIsGoingAndWhenItWillHaveCaughtUp() throws Exception {
        topics.commit("overview-new", ORDERS, 0, 20);
        Page first = Page.at(port, "/");

        assertThat(row(first, GROUP)).matches(GROUP + " 100 \\d+ .*");
        assertThat(row(first, "overview-new")).matches("overview-new 100 \\d+ not known yet .*");
        assertThat(group().path("behindSeconds").asLong())
                .isBetween(60L, Duration.between(written, Instant.now()).toSeconds());

        await().atMost(Duration.ofSeconds(30))
                .until(() -> group().path("trend").asText().equals("STEADY"));
        topics.commit(GROUP, ORDERS, 0, 90);

        assertThat(row(Page.at(port, "/"), GROUP)).matches(GROUP + " 30 \\d+ caught up in about \\d+ (s|min) .*");
        assertThat(group().path("caughtUpIn").asLong()).isPositive();
        assertThat(Page.in(port, "/", "de").main()).containsPattern(GROUP + " 30 \\d+ aufgeholt in etwa \\d+ (s|min)");
        topics.commit(GROUP, ORDERS, 0, 10);
        assertThat(row(Page.at(port, "/"), GROUP)).matches(GROUP + " 110 \\d+ grows by [\\d.]+ a second .*");
        topics.commit(GROUP, ORDERS, 0, 120);
        assertThat(row(Page.at(port, "/"), GROUP)).startsWith(GROUP + " 0 – caught up");
    }

    /** Services commit the offset behind their last record, and the mark that ends a transaction lies there. */
    @Test
    void nothingIsLeftToAGroupBehindWhichATransactionEnded() throws Exception {
        topics.create(1, "overview-paid");
        topics.sendInTransaction(List.of(new ProducerRecord<>("overview-paid", 0, null, "x".getBytes(UTF_8))));
        topics.commit("overview-payers", "overview-paid", 0, 1);

        assertThat(row(Page.at(port, "/"), "overview-payers")).startsWith("overview-payers 0 – caught up");
        assertThat(Page.at(port, "/groups/overview-payers").main())
                .contains("no record behind", "overview-paid 0 1 2 0 – nobody");
        topics.sendInTransaction(List.of(new ProducerRecord<>("overview-paid", 0, null, "x".getBytes(UTF_8))));
        assertThat(Page.at(port, "/groups/overview-payers").main()).contains("overview-paid 0 1 4 3 ");
    }

    /** Looks some seconds apart, with the marks of two transactions that nobody is behind. */
    @Test
    void aGroupThatIsNotReadOnNeitherCatchesUpNorFallsBehind() throws Exception {
        topics.create(3, "overview-marks");
        for (int partition = 1; partition < 3; partition++) {
            topics.sendInTransaction(
                    List.of(new ProducerRecord<>("overview-marks", partition, null, "x".getBytes(UTF_8))));
            topics.commit("overview-stopped", "overview-marks", partition, 1);
        }
        send("overview-marks", 50, Instant.now());
        topics.commit("overview-stopped", "overview-marks", 0, 10);

        assertThat(row(Page.at(port, "/"), "overview-stopped")).startsWith("overview-stopped 40 ");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(group("overview-stopped").path("trend").asText())
                                .isNotEqualTo("UNKNOWN"));
        assertThat(group("overview-stopped").path("trend").asText()).isEqualTo("STEADY");
    }

    @Test
    void saysHowManyRecordsComeToATopic() throws Exception {
        topics.create(1, "overview-rates");
        send("overview-rates", 120, Instant.now().minusSeconds(180));
        send("overview-rates", 60, Instant.now());

        Page page = Page.at(port, "/");

        assertThat(row(page, "overview-rates 1 180")).matches("overview-rates 1 180 (0\\.[5-9]|1\\.0) .*");
        assertThat(page.html()).contains("aria-label=\"Records a minute: 120 at most, ");
        for (JsonNode topic : told().path("topics")) {
            if (topic.path("name").asText().equals("overview-rates")) {
                assertThat(topic.path("perSecond").asDouble()).isBetween(0.2, 1.0);
                assertThat(topic.path("perMinute")).hasSize(15).contains(JSON.readTree("120"));
            }
        }
    }

    private static void send(String topic, int count, Instant written) {
        topics.send(IntStream.range(0, count)
                .mapToObj(number ->
                        new ProducerRecord<byte[], byte[]>(topic, 0, written.toEpochMilli(), null, "x".getBytes(UTF_8)))
                .toList());
    }

    @Test
    void saysWhyOpenLettersAreThere() throws Exception {
        Page page = Page.at(port, "/");

        assertThat(page.main()).contains("Open dead letters by cause Cause open", CAUSE + " 3 ");
        assertThat(told().path("openByCause")).contains(JSON.readTree("{\"cause\": \"" + CAUSE + "\", \"open\": 3}"));
    }

    @Test
    void saysHowTheBrokersAre() throws Exception {
        assertThat(Page.at(port, "/").main())
                .containsPattern("\\d+ topics?, 1 broker ")
                .doesNotContain("no leader");
        assertThat(told().path("brokers").asInt()).isEqualTo(1);
        assertThat(told().path("missing")).isEmpty();
    }

    @Test
    void renewsEachOfItsFigures() {
        List<String> drawn = ids(Page.at(port, "/").html(), "<span id=\"([^\"]+)\"");
        Page figures =
                Page.at(port, "/overview?shape=" + shape(Page.at(port, "/").html()));

        assertThat(ids(figures.html(), "<span id=\"([^\"]+)\" hx-swap-oob=\"innerHTML\""))
                .containsExactlyInAnyOrderElementsOf(drawn);
    }

    private static String shape(String html) {
        return ids(html, "shape=([0-9a-f]+)").get(0);
    }

    private static List<String> ids(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
