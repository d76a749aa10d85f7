package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Associations and rule sets of a topic that Confluent's server wrote are served and go on, and are written as they were. */
@Tag("fast")
class TakenOverContractsTest {

    private static final String ORDER =
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}";
    private static final String NEXT_ORDER = ORDER.replace("]}", ",{\"name\":\"n\",\"type\":\"int\",\"default\":0}]}");
    private static final String RULES = "\"ruleSet\":{\"migrationRules\":[{\"name\":\"up\",\"kind\":\"TRANSFORM\","
            + "\"mode\":\"UPGRADE\",\"type\":\"JSONATA\",\"expr\":\"$\",\"disabled\":false}],\"domainRules\":["
            + "{\"name\":\"check\",\"doc\":\"d\",\"kind\":\"CONDITION\",\"mode\":\"WRITE\",\"type\":\"CEL\","
            + "\"tags\":[\"PII\"],\"params\":{\"a\":\"b\"},\"expr\":\"true\",\"onSuccess\":\"NONE\","
            + "\"onFailure\":\"DLQ\",\"disabled\":true}],\"enableAt\":\"GATEWAY\"}";

    private final InMemoryLog log = new InMemoryLog();
    private final List<LogRecord> written = new ArrayList<>();
    private final RegistryTester registry = RegistryTester.of(SchemaRegistry.start(
            SchemaRegistryConfig.inMemory(),
            new InterceptedLog(log, written::add),
            new FaultLatch(),
            new RegistryMetrics()));

    private static LogRecord version(String subject, int version, int id, String rules, String schema) {
        return new LogRecord(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"" + subject + "\",\"version\":" + version + ",\"magic\":1}",
                "{\"subject\":\"" + subject + "\",\"version\":" + version + ",\"id\":" + id
                        + ",\"schemaType\":\"AVRO\"," + rules + "\"schema\":" + RegistryTester.quoted(schema)
                        + ",\"deleted\":false}");
    }

    private static LogRecord association(String topic, String subject, String lifecycle) {
        String resource = "\"tenant\":\"default\",\"resourceName\":\"" + topic + "\",\"resourceNamespace\":\"ns\",";
        String type = "\"resourceType\":\"topic\",\"associationType\":\"value\",";
        return new LogRecord(
                "{\"keytype\":\"ASSOC\"," + resource + type + "\"subject\":\"" + subject + "\",\"magic\":0}",
                "{\"guid\":\"g-" + topic + "\"," + resource + "\"resourceId\":\"id-" + topic + "\"," + type
                        + "\"subject\":\"" + subject + "\",\"lifecycle\":\"" + lifecycle + "\",\"frozen\":"
                        + lifecycle.equals("STRONG") + "}");
    }

    private static String shown(String topic, String subject, String lifecycle) {
        return "{\"subject\":\"" + subject + "\",\"guid\":\"g-" + topic + "\",\"resourceName\":\"" + topic
                + "\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id-" + topic + "\",\"resourceType\":\"topic\","
                + "\"associationType\":\"value\",\"lifecycle\":\"" + lifecycle + "\",\"createTs\":0,\"updateTs\":0}";
    }

    @BeforeEach
    void takeOver() {
        log.append(
                List.of(
                        version("orders", 1, 1, RULES + ",", ORDER),
                        version(":.ns:paid-value", 1, 1, "", ORDER),
                        association("orders", "orders", "WEAK"),
                        association("paid", ":.ns:paid-value", "STRONG")),
                0);
        written.clear();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void areShown() {
        assertThat(registry.get("/subjects/orders/versions/1")).contains("\"schemaType\":\"AVRO\"," + RULES + ",");
        assertThat(registry.get("/associations/resources/id-orders"))
                .isEqualTo("200 [" + shown("orders", "orders", "WEAK") + "]");
        assertThat(registry.get("/associations/resources/ns/paid"))
                .isEqualTo("200 [" + shown("paid", ":.ns:paid-value", "STRONG") + "]");
    }

    @Test
    void countForWhatIsAskedNext() {
        String toPaid = "\"references\":[{\"name\":\"Order\",\"subject\":\":.ns:paid-value\",\"version\":1}]";

        assertThat(registry.post("/subjects/orders/versions", schema(NEXT_ORDER)))
                .startsWith("200 {\"id\":2,\"version\":2,")
                .contains(RULES);
        assertThat(registry.post("/subjects/:.ns:other/versions", schema("\"Order\"", toPaid)))
                .isEqualTo("422 {\"error_code\":42205,\"message\":\"Subject ':.ns:paid-value' has a strong association"
                        + " and cannot be referenced\"}");
        assertThat(registry.delete("/subjects/orders")).startsWith("409 {\"error_code\":40904,");
    }

    @Test
    void areWrittenAsTheyWere() {
        registry.post("/subjects/orders/versions", schema(NEXT_ORDER));
        registry.post(
                "/associations",
                "{\"resourceName\":\"more\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id-more\","
                        + "\"associations\":[{\"subject\":\"orders\"}]}");

        LogRecord wanted = association("more", "orders", "WEAK");
        assertThat(written)
                .extracting(LogRecord::key)
                .containsExactly(version("orders", 2, 2, "", "").key(), wanted.key());
        assertThat(written.get(0)).isEqualTo(version("orders", 2, 2, RULES + ",", NEXT_ORDER));
        assertThat(String.valueOf(written.get(1).value()).replaceFirst("\"guid\":\"[^\"]+\"", "\"guid\":\"g-more\""))
                .isEqualTo(wanted.value());
    }

    @Test
    void endUnderTheKeysThatTheyHave() {
        // Given one whose key does not name its subject, as keys of earlier servers
        LogRecord held = association("early", "orders", "WEAK");
        LogRecord early = new LogRecord(held.key().replace(",\"subject\":\"orders\"", ""), held.value());
        log.append(List.of(early), 0);
        written.clear();

        String first = registry.delete("/associations/resources/id-early");
        String second = registry.delete("/associations/resources/id-orders");

        assertThat(List.of(first, second)).containsOnly("204");
        assertThat(written)
                .containsExactly(
                        new LogRecord(early.key(), null),
                        new LogRecord(association("orders", "orders", "WEAK").key(), null));
        assertThat(registry.get("/associations/subjects/orders")).isEqualTo("200 []");
        assertThat(registry.delete("/subjects/orders")).isEqualTo("200 [1]");
    }
}
