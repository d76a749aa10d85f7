package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** What belongs together is found across topics, in the order of time, and the page says what it covered. */
@Tag("broker")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "avenant.console.registry-url=http://localhost:1")
class CorrelationTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final LetterTopics topics = new LetterTopics(kafka::bootstrapServers);

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void lookHere(DynamicPropertyRegistry properties) {
        properties.add("avenant.console.bootstrap-servers", kafka::bootstrapServers);
        LocalUser.add(
                properties,
                LocalUser.of("ada", "p", "role=admin"),
                LocalUser.of("vic", "p", "role=viewer,topics=correlated-orders"));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, long millis, String key, String... headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                0,
                Long.valueOf(System.currentTimeMillis() - millis),
                key.getBytes(UTF_8),
                "no Avro".getBytes(UTF_8));
        for (int at = 0; at < headers.length; at += 2) {
            record.headers().add(headers[at], headers[at + 1].getBytes(UTF_8));
        }
        return record;
    }

    @BeforeAll
    static void aTraceThroughThreeTopics() throws Exception {
        topics.create(1, "correlated-orders", "correlated-payments", "correlated-orders.billing.dlt");
        topics.send(List.of(
                record("correlated-orders", 3 * 60 * 60_000, "long ago", "ce_id", "e-1"),
                record(
                        "correlated-orders",
                        9000,
                        "placed",
                        "traceparent",
                        "00-" + TRACE + "-00f067aa0ba902b7-01",
                        "ce_id",
                        "e-1"),
                record(
                        "correlated-orders",
                        8500,
                        "elsewhere",
                        "traceparent",
                        "00-" + TRACE.replace('4', '5') + "-00f067aa0ba902b7-01"),
                record(
                        "correlated-payments",
                        8000,
                        "paid",
                        "traceparent",
                        "00-" + TRACE + "-aaf067aa0ba902b7-00",
                        "ce_causationid",
                        "e-1"),
                record("correlated-orders.billing.dlt", 7000, "failed", "ce_id", "e-1")));
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        topics.deleteAll();
    }

    private Visitor visitor(String name) {
        return Visitor.of(port).signedIn(name, "p");
    }

    @Test
    void findsWhatIsOfOneTraceInTheOrderOfTime() {
        Visitor ada = visitor("ada");

        String trace = ada.at("/correlation?id=" + TRACE).text();
        String parent = ada.at(
                        "/correlation?id=00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-00f067aa0ba902b7-01")
                .text();
        String event = ada.at("/correlation?id=e-1").text();
        String longer = ada.at("/correlation?id=e-1&since=4h").text();

        assertThat(trace).contains("2 records, the oldest first", ", all of them since then.");
        assertThat(trace.indexOf("placed")).isBetween(0, trace.indexOf("paid"));
        assertThat(trace).doesNotContain("elsewhere");
        assertThat(parent).contains("2 records, the oldest first");
        assertThat(event)
                .contains("3 records, the oldest first", "placed", "paid", "failed")
                .doesNotContain("long ago");
        assertThat(longer).contains("4 records, the oldest first", "long ago");
        assertThat(event).contains("correlated-payments 1 Searched 1 of 1 record , all");
    }

    @Test
    void showsNothingOfTopicsThatAreNotGranted() {
        String page = visitor("vic").at("/correlation?id=" + TRACE).text();

        assertThat(page)
                .contains("1 record, the oldest first", "2 topics searched")
                .doesNotContain("payments", "paid");
    }

    @Test
    void eachRecordLeadsThere() {
        Visitor ada = visitor("ada");

        String page = ada.at("/topics/correlated-payments/0/0").page().html();

        assertThat(page).contains("/correlation?id=" + TRACE + "&amp;since=", "/correlation?id=e-1&amp;since=");
    }

    @Test
    void theApiSaysWhatItCovered() {
        Map<String, String> headers = new HashMap<>(Visitor.basic("vic", "p"));
        headers.put("Accept", "application/json");

        Visitor.Answer found = Visitor.of(port).at("/api/v1/correlation?id=" + TRACE, headers);
        Visitor.Answer nothing = Visitor.of(port).at("/api/v1/correlation", headers);
        Visitor.Answer never = Visitor.of(port).at("/api/v1/correlation?id=x&since=then", headers);

        assertThat(found.page().html())
                .contains("{\"topic\":\"correlated-orders\",\"event\":{\"partition\":0,\"offset\":1,")
                .contains(
                        "\"whole\":true,\"topics\":[{\"topic\":\"correlated-orders\",\"found\":1,\"searched\":2,\"total\":2,"
                                + "\"end\":\"WHOLE\",\"problem\":null");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.page().html())
                .contains("Expected a trace id, a traceparent or the id of an event but found nothing.");
        assertThat(never.status()).isEqualTo(400);
    }
}
