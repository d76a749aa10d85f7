package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.quoted;
import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema with all that it refers to written out, and its references with the contexts that they mean. */
@Tag("fast")
class ResolvedFormatTest {

    private static final String USED = "{\"type\":\"record\",\"name\":\"B\",\"namespace\":\"n\",\"fields\":[]}";
    private static final String USER =
            "{\"type\":\"record\",\"name\":\"A\",\"namespace\":\"n\",\"fields\":[{\"name\":\"b\",\"type\":\"B\"}]}";
    private static final String RESOLVED = USER.replace("\"B\"", "{\"type\":\"record\",\"name\":\"B\",\"fields\":[]}");
    private static final String REFERENCES = "\"references\":[{\"name\":\"n.B\",\"subject\":\"used\",\"version\":1}]";
    private static final String GUID = "[0-9a-f-]{36}";

    private final RegistryTester registry = RegistryTester.begin();

    @BeforeEach
    void register() {
        registry.post("/subjects/:.c:used/versions", schema(USED));
        registry.post(
                "/subjects/:.c:user/versions",
                schema(USER, REFERENCES, "\"metadata\":{\"properties\":{\"owner\":\"o\"}}"));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "RESOLVED", "Resolved"})
    void isGivenWhereverASchemaIsAndInWhateverCaseItIsAskedFor(String format) {
        String guid =
                registry.get("/subjects/:.c:user/versions/1").replaceFirst(".*\"guid\":\"(" + GUID + ")\".*", "$1");
        String asked = "format=" + format;
        String body = "\"schema\":" + quoted(RESOLVED);

        assertThat(registry.get("/contexts/.c/schemas/ids/2?" + asked)).contains(body);
        assertThat(registry.get("/contexts/.c/schemas/ids/2/schema?" + asked)).isEqualTo("200 " + RESOLVED);
        assertThat(registry.get("/schemas/guids/" + guid + "?" + asked)).contains(body);
        assertThat(registry.get("/subjects/:.c:user/versions/1?" + asked)).contains(body);
        assertThat(registry.get("/subjects/:.c:user/versions/1/schema?" + asked))
                .isEqualTo("200 " + RESOLVED);
        assertThat(registry.get("/subjects/:.c:user/metadata?key=owner&value=o&" + asked))
                .contains(body);
        assertThat(registry.post("/subjects/:.c:user?" + asked, schema(USER, REFERENCES)))
                .contains(body);
        assertThat(registry.post("/subjects/:.c:user/versions?" + asked, schema(USER, REFERENCES)))
                .contains(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qualified", "QUALIFIED"})
    void namesTheContextsOfReferencesInWhateverCaseThatIsAskedFor(String format) {
        String qualified = REFERENCES.replace("\"used\"", "\":.c:used\"");

        assertThat(registry.get("/contexts/.c/schemas/ids/2?referenceFormat=" + format))
                .contains(qualified);
        assertThat(registry.get("/subjects/:.c:user/versions/1?referenceFormat=" + format))
                .contains(qualified);
    }

    @Test
    void isGivenToNobodyWhoAsksForAnotherOne() {
        assertThat(registry.get("/subjects/:.c:user/versions/1?format=unheard&referenceFormat=unheard"))
                .contains("\"schema\":" + quoted(USER))
                .contains(REFERENCES);
    }
}
