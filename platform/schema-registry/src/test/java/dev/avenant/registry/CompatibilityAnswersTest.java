package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is compared with what, and how the answer explains itself. */
@Tag("fast")
class CompatibilityAnswersTest {

    private static final String TEXT =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"string\"}]}";
    private static final String NUMBER =
            "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";

    private final RegistryTester registry = RegistryTester.begin();

    @AfterEach
    void close() {
        registry.close();
    }

    private static String major(String version) {
        return "\"metadata\":{\"properties\":{\"major\":\"" + version + "\"}}";
    }

    @Test
    void comparesWithinAGroupOnly() {
        registry.put("/config/a", "{\"compatibilityGroup\":\"major\",\"compatibility\":\"FULL_TRANSITIVE\"}");
        registry.post("/subjects/a/versions", schema(TEXT, major("1")));

        assertThat(registry.post("/subjects/a/versions", schema(NUMBER, major("1"))))
                .startsWith("409 {\"error_code\":40901,");
        assertThat(registry.post("/subjects/a/versions", schema(NUMBER, major("2"))))
                .startsWith("200 {\"id\":2,\"version\":2,");
        assertThat(registry.post("/compatibility/subjects/a/versions", schema(TEXT, major("1"))))
                .isEqualTo("200 {\"is_compatible\":true}");
        assertThat(registry.post("/compatibility/subjects/a/versions", schema(TEXT, major("2"))))
                .isEqualTo("200 {\"is_compatible\":false}");
        assertThat(registry.post("/compatibility/subjects/a/versions", schema("\"bytes\"")))
                .isEqualTo("200 {\"is_compatible\":true}");
    }

    @Test
    void addsTheFindingsOfTheGateForWhoAsksForThem() {
        registry.post("/subjects/a/versions", schema(TEXT));

        String explained = registry.post("/compatibility/subjects/a/versions?explain=true", schema(NUMBER));
        String fine =
                registry.post("/compatibility/subjects/a/versions/latest?explain=true&verbose=true", schema(TEXT));

        assertThat(explained)
                .startsWith("200 {\"is_compatible\":false,\"explanation\":[{\"version\":1,\"backward\":{\"verdict\":\"")
                .contains("{\"rule\":\"type-changed\",\"effect\":\"BREAKS\",\"path\":\"/x\",")
                .contains("\"forward\":{\"verdict\":\"");
        assertThat(fine)
                .startsWith(
                        "200 {\"is_compatible\":true,\"explanation\":[{\"version\":1,\"backward\":{\"verdict\":\"SAFE\",\"findings\":[]}")
                .endsWith("\"messages\":[]}");
        assertThat(registry.post("/compatibility/subjects/a/versions", schema(NUMBER)))
                .isEqualTo("200 {\"is_compatible\":false}");
    }

    @Test
    void refusesOtherTypesAsARegistryThatHasNoneOfThem() {
        String json = schema("{}", "\"schemaType\":\"JSON\"");
        String refused = "422 {\"error_code\":42201,\"message\":\"Invalid schema type JSON\"}";

        assertThat(registry.post("/subjects/a/versions", json)).isEqualTo(refused);
        assertThat(registry.post("/subjects/a", json)).isEqualTo(refused);
        assertThat(registry.post("/compatibility/subjects/a/versions", json)).isEqualTo(refused);
        assertThat(registry.post("/compatibility/subjects/a/versions?verbose=true", json))
                .isEqualTo("200 {\"is_compatible\":false,\"messages\":[\"Invalid schema type JSON\"]}");
    }
}
