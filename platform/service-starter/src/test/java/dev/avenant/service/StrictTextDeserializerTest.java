package dev.avenant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

@Tag("fast")
class StrictTextDeserializerTest {

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(String.class, new StrictTextDeserializer()))
            .build();

    /** What has texts among its fields. */
    record Thing(String name, List<String> tags, Map<String, String> notes) {}

    @Test
    void takesNumbersForTheValuesOfAMapThatIsAWholeBodyAsTheActuatorDoes() {
        Map<String, String> body = json.readValue(
                "{\"all\": true, \"rate\": 2.5, \"key\": \"k\"}", new TypeReference<Map<String, String>>() {});

        assertThat(body).isEqualTo(Map.of("all", "true", "rate", "2.5", "key", "k"));
    }

    @Test
    void takesNeitherNumbersNorTruthForTheTextsOfAField() {
        for (String fields : List.of(
                "\"name\": 1, \"tags\": [], \"notes\": {}",
                "\"name\": \"n\", \"tags\": [true], \"notes\": {}",
                "\"name\": \"n\", \"tags\": [], \"notes\": {\"a\": 2}")) {
            assertThatThrownBy(() -> json.readValue("{" + fields + "}", Thing.class))
                    .as(fields)
                    .isInstanceOf(MismatchedInputException.class);
        }
    }

    @Test
    void takesNoObjectForAText() {
        assertThatThrownBy(() -> json.readValue("{\"all\": {}}", new TypeReference<Map<String, String>>() {}))
                .isInstanceOf(MismatchedInputException.class);
    }
}
