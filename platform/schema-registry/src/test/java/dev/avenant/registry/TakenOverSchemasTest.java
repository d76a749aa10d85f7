package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.quoted;
import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas of a topic that was taken over, which today's Avro would not parse anew: they are found, read and evolved. */
@Tag("fast")
class TakenOverSchemasTest {

    private static final String USED = "{\"type\":\"record\",\"name\":\"B\",\"namespace\":\"n\",\"fields\":[]}";
    private static final String REFERENCES = "\"references\":[{\"name\":\"n.B\",\"subject\":\"used\",\"version\":1}]";
    private static final String ADDED = "{\"name\":\"added\",\"type\":\"int\",\"default\":0}";

    private final InMemoryLog log = new InMemoryLog();
    private final RegistryTester registry = RegistryTester.of(
            SchemaRegistry.start(SchemaRegistryConfig.inMemory(), log, new FaultLatch(), new RegistryMetrics()));

    private static LogRecord record(String subject, int id, String schema, String references) {
        return new LogRecord(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"" + subject + "\",\"version\":1,\"magic\":1}",
                "{\"subject\":\"" + subject + "\",\"version\":1,\"id\":" + id + "," + references + "\"schema\":"
                        + quoted(schema) + ",\"deleted\":false}");
    }

    private static String withField(String schema, String field) {
        return schema.replace("\"fields\":[", "\"fields\":[" + field + ",");
    }

    @BeforeEach
    void takeOverWhatIsReferredTo() {
        log.append(List.of(record("used", 1, USED, "")), 0);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void haveNamesInObjectsOfTheirOwn() {
        String user = "{\"type\":\"record\",\"name\":\"A\",\"namespace\":\"n\",\"fields\":["
                + "{\"name\":\"b\",\"type\":{\"type\":\"n.B\"}},{\"name\":\"l\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"B\"}}}]}";
        log.append(List.of(record("user", 2, user, REFERENCES + ",")), 0);

        assertThat(registry.get("/schemas/ids/2/schema")).isEqualTo("200 " + user);
        assertThat(registry.get("/subjects/user/versions/1/schema?format=resolved"))
                .isEqualTo(
                        "200 {\"type\":\"record\",\"name\":\"A\",\"namespace\":\"n\",\"fields\":[{\"name\":\"b\",\"type\":"
                                + "{\"type\":\"record\",\"name\":\"B\",\"fields\":[]}},{\"name\":\"l\",\"type\":{\"type\":\"array\","
                                + "\"items\":\"B\"}}]}");
        assertThat(registry.get("/subjects/used/versions/1/referencedby")).isEqualTo("200 [2]");
        for (String same : List.of(user, user.replaceAll("\\{\"type\":(\"(?:n\\.)?B\")}", "$1"))) {
            assertThat(registry.post("/subjects/user", schema(same, REFERENCES)))
                    .startsWith("200 {\"subject\":\"user\",\"version\":1,\"id\":2,");
            assertThat(registry.post("/subjects/user/versions", schema(same, REFERENCES)))
                    .startsWith("200 {\"id\":2,\"version\":1,");
        }
        assertThat(registry.post("/subjects/user/versions", schema(withField(user, ADDED), REFERENCES)))
                .startsWith("200 {\"id\":3,\"version\":2,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\",\"default\":\"none\"}]}",
                "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":[\"null\",\"string\"],\"default\":7}]}",
                "{\"type\":\"record\",\"name\":\"A\",\"namespace\":\"a-b\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}"
            })
    void haveDefaultsAndNamespacesThatNoNewOneMayHave(String held) {
        log.append(List.of(record("old", 2, held, "")), 0);
        String mended = held.replaceFirst(",\"default\":(?:\"none\"|7)", "").replace("a-b", "a_b");

        assertThat(registry.get("/subjects/old/versions/1?findTags=*")).startsWith("200 ");
        assertThat(registry.post("/subjects/old", schema(held)))
                .startsWith("200 {\"subject\":\"old\",\"version\":1,\"id\":2,");
        assertThat(registry.post("/subjects/old/versions", schema(held))).startsWith("200 {\"id\":2,\"version\":1,");
        assertThat(registry.post("/subjects/other/versions", schema(held))).startsWith("422 {\"error_code\":42201,");
        registry.put("/config/old", "{\"compatibility\":\"NONE\"}");
        assertThat(registry.post("/subjects/old/versions", schema(withField(mended, ADDED))))
                .startsWith("200 {\"id\":3,\"version\":2,");
        registry.put("/config/old", "{\"compatibility\":\"NONE\",\"validateNewSchemas\":false}");
        assertThat(registry.post("/subjects/old/versions", schema(withField(held, ADDED))))
                .startsWith("200 {\"id\":4,\"version\":3,");
    }
}
