package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.avro.generators.DenseReferences;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each type has a field of every type before it, so the ways from the last to the first are more than memory holds. */
@Tag("broker")
class DenseReferencesTest {
    private static final int TYPES = 25;
    private static final String LAST = "/subjects/T24/versions";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void areRegisteredCheckedReadAndReadAgainAfterARestart() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic("_dense");
        String text;
        try (RegistryTester registry = RegistryTester.begin(config)) {
            for (int i = 0; i < TYPES; i++) {
                assertThat(registry.post("/subjects/T" + i + "/versions", dense(i, "")))
                        .startsWith("200 {\"id\":" + (i + 1) + ",\"version\":1,");
            }
            text = registry.get("/schemas/ids/25/schema?format=resolved");
            assertThat(text).contains("\"name\":\"T0\"").contains("\"name\":\"T23\"");

            String answer = registry.post(
                    "/compatibility" + LAST + "/latest?verbose=true",
                    dense(TYPES - 1, ",{\"name\":\"x\",\"type\":\"int\"}"));

            assertThat(answer)
                    .startsWith(
                            "200 {\"is_compatible\":false,\"messages\":[\"{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE',"
                                    + " description:'The field 'x' at path '/fields/25' in the new schema has no default value"
                                    + " and is missing in the old schema', additionalInfo:'x'}\"");
        }

        try (RegistryTester registry = RegistryTester.begin(config)) {
            assertThat(registry.get("/schemas/ids/25/schema?format=resolved")).isEqualTo(text);
            assertThat(registry.post("/subjects/T24", dense(TYPES - 1, "")))
                    .startsWith("200 {\"subject\":\"T24\",\"version\":1,\"id\":25,");
            assertThat(registry.post(LAST, dense(TYPES - 1, ",{\"name\":\"x\",\"type\":\"int\",\"default\":0}")))
                    .startsWith("200 {\"id\":26,\"version\":2,");
        }
    }

    @Test
    void areExplainedWhenTheTypeAtTheBottomChanges() {
        try (RegistryTester registry = RegistryTester.begin(SchemaRegistryConfig.inMemory())) {
            for (int i = 0; i < TYPES; i++) {
                assertThat(registry.post("/subjects/T" + i + "/versions", dense(i, "")))
                        .startsWith("200 ");
            }
            registry.put("/config", "{\"compatibility\":\"NONE\"}");
            registry.post("/subjects/T0/versions", dense(0, ",{\"name\":\"x\",\"type\":\"int\"}"));

            String answer = registry.post(
                    "/compatibility" + LAST + "/latest?verbose=true&explain=true",
                    dense(TYPES - 1, "")
                            .replace("\"subject\":\"T0\",\"version\":1", "\"subject\":\"T0\",\"version\":2"));

            assertThat(answer)
                    .isEqualTo("200 {\"is_compatible\":true,\"explanation\":[{\"version\":1,\"backward\":{\"verdict\":"
                            + "\"BREAKS\",\"findings\":[{\"rule\":\"field-without-default\",\"effect\":\"BREAKS\","
                            + "\"path\":\"/f0/x\",\"message\":\"The reader needs T0.x, which the writer does not have,"
                            + " and the field has no default.\",\"suggestion\":\"Let x be null where it was not written:"
                            + " \\\"null\\\" first in its type, and \\\"default\\\": null.\"}]},\"forward\":"
                            + "{\"verdict\":\"SAFE\",\"findings\":[]}}],\"messages\":[]}");
        }
    }

    private static String dense(int number, String more) {
        return schema(
                DenseReferences.record("T", number, "int", more),
                "\"references\":["
                        + IntStream.range(0, number)
                                .mapToObj("{\"name\":\"T%1$d\",\"subject\":\"T%1$d\",\"version\":1}"::formatted)
                                .collect(Collectors.joining(","))
                        + "]");
    }
}
