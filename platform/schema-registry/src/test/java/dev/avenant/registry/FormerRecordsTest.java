package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.registry.log.FaultLatch;
import dev.avenant.registry.log.InMemoryLog;
import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.metrics.RegistryMetrics;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records whose references reached the default context, as this registry once let them, are served and can go on. */
@Tag("fast")
class FormerRecordsTest {

    private static final String USED = "{\"type\":\"record\",\"name\":\"B\",\"fields\":[]}";
    private static final String USER =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"B\"}]}";
    private static final String NEXT =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"B\"},{\"name\":\"c\",\"type\":\"int\",\"default\":0}]}";
    private static final String REFERENCES = "\"references\":[{\"name\":\"B\",\"subject\":\"b\",\"version\":1}]";

    private static LogRecord record(String subject, String schema, String references) {
        return new LogRecord(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"" + subject + "\",\"version\":1,\"magic\":1}",
                "{\"subject\":\"" + subject + "\",\"version\":1,\"id\":1," + references + "\"schema\":"
                        + RegistryTester.quoted(schema) + ",\"deleted\":false}");
    }

    @Test
    void areServedAndEvolveOnceTheirContextHasWhatTheyReferTo() {
        InMemoryLog log = new InMemoryLog();
        try (RegistryTester registry = RegistryTester.of(
                SchemaRegistry.start(SchemaRegistryConfig.inMemory(), log, new FaultLatch(), new RegistryMetrics()))) {
            // Given a schema of a context that refers to one of the default context
            log.append(List.of(record("b", USED, ""), record(":.x:a", USER, REFERENCES + ",")), 0);

            // Then it is read as it was
            assertThat(registry.get("/subjects/:.x:a/versions/latest"))
                    .startsWith("200 {\"subject\":\":.x:a\",\"version\":1,\"id\":1,")
                    .contains(REFERENCES);
            assertThat(registry.get("/contexts/.x/schemas/ids/1/schema")).isEqualTo("200 " + USER);

            // And its next version says what its context lacks
            assertThat(registry.post("/subjects/:.x:a/versions", schema(NEXT, REFERENCES)))
                    .startsWith("422 {\"error_code\":42201,")
                    .endsWith("No schema reference found for subject \\\":.x:b\\\" and version 1\"}");

            // When the context gets that, Then all goes on
            assertThat(registry.post("/subjects/:.x:b/versions", schema(USED))).startsWith("200 {\"id\":2,");
            assertThat(registry.post("/subjects/:.x:a", schema(USER, REFERENCES)))
                    .startsWith("200 {\"subject\":\":.x:a\",\"version\":1,\"id\":1,");
            assertThat(registry.post("/subjects/:.x:a/versions", schema(NEXT, REFERENCES)))
                    .startsWith("200 {\"id\":3,\"version\":2,");
            assertThat(registry.get("/subjects/:.x:a/versions/1/schema?format=resolved"))
                    .contains("\"type\":{\"type\":\"record\",\"name\":\"B\",\"fields\":[]}");
        }
    }
}
