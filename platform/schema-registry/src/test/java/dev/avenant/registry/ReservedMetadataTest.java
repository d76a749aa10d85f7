package dev.avenant.registry;

import static dev.avenant.registry.RegistryTester.schema;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can pass plain metadata for encrypted. */
@Tag("fast")
class ReservedMetadataTest {

    private static final String MARKED =
            "{\"properties\":{\"__enc__\":\"true\",\"sec\":\"hush\"},\"sensitive\":[\"sec\"]}";
    private static final String ASKING_TO_ENCRYPT_THE_MARK =
            "{\"properties\":{\"sec\":\"hush\"},\"sensitive\":[\"__enc__\",\"sec\"]}";
    private static final String REFUSED = "422 {\"error_code\":42201,\"message\":\"The metadata property '__enc__' is"
            + " reserved for the registry. Leave it out\"}";

    private final RegistryTester registry = RegistryTester.begin();

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {MARKED, ASKING_TO_ENCRYPT_THE_MARK})
    void isRefusedWhereverMetadataComesIn(String metadata) {
        String marked = schema("\"int\"", "\"metadata\":" + metadata);
        registry.post("/subjects/s/versions", schema("\"int\""));

        assertThat(registry.post("/subjects/s/versions", marked)).isEqualTo(REFUSED);
        assertThat(registry.post("/subjects/s/versions/1/tags", "{\"metadata\":" + metadata + "}"))
                .isEqualTo(REFUSED);
        assertThat(registry.put("/config", "{\"defaultMetadata\":" + metadata + "}"))
                .isEqualTo(REFUSED);
        assertThat(registry.put("/config/s", "{\"overrideMetadata\":" + metadata + "}"))
                .isEqualTo(REFUSED);
        assertThat(registry.post(
                        "/associations",
                        "{\"resourceName\":\"t\",\"resourceNamespace\":\"ns\",\"resourceId\":\"id\",\"associations\":"
                                + "[{\"schema\":" + marked + "}]}"))
                .isEqualTo(REFUSED);
        assertThat(registry.get("/subjects/s/versions")).isEqualTo("200 [1]");
    }
}
