package dev.avenant.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names of types in an object of their own are taken out of it. */
@Tag("fast")
class WrappedNamesTest {

    @Test
    void areUnwrappedWhereTypesStand() {
        assertThat(WrappedNames.unwrap("{\"type\":\"array\",\"items\":{\"type\":\"ns.Name\",\"doc\":\"x\"}}"))
                .isEqualTo("{\"type\":\"array\",\"items\":\"ns.Name\"}");
        assertThat(WrappedNames.unwrap("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\","
                        + "\"type\":[\"null\",{\"type\":\"ns.Name\"}],\"default\":null}]}"))
                .isEqualTo("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\","
                        + "\"type\":[\"null\",\"ns.Name\"],\"default\":null}]}");
        assertThat(WrappedNames.unwrap("{\"type\":\"array\",\"items\":\"int\"}"))
                .isNull();
        assertThat(WrappedNames.unwrap("{")).isNull();
    }

    @Test
    void leaveWhatStandsBesideTypesAsOneCopyHoweverDeepItIs() throws JsonProcessingException {
        JsonNode before = new ObjectMapper()
                .readTree(
                        "{\"type\":\"array\",\"items\":{\"type\":\"map\",\"x\":[0],\"values\":{\"type\":\"ns.Name\"}}}");

        JsonNode after = WrappedNames.unwrap(before);

        assertThat(after.at("/items/values").textValue()).isEqualTo("ns.Name");
        assertThat(after.at("/items/x")).isSameAs(before.at("/items/x"));
    }
}
