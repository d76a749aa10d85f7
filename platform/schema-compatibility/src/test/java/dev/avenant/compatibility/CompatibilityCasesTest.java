package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.schema.SchemaSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded cases, and more of their kinds in the same form whose verdicts were reasoned and tried with plain Avro. */
@Tag("fast")
class CompatibilityCasesTest {
    private static final List<String> FILES = List.of("compatibility-cases.json", "more-cases.json");

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void agreesWithTheRecordedCase(String id, String title, JsonNode recorded) {
        // Given
        ComparedSchema older = schema("old.avsc", recorded.get("old"));
        ComparedSchema newer = schema("new.avsc", recorded.get("new"));

        // When
        Comparison comparison = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);

        // Then
        assertThat(!comparison.invalid().isEmpty())
                .as("invalid: %s", comparison.invalid())
                .isEqualTo(recorded.has("invalid"));
        if (!recorded.has("invalid")) {
            assertThat(comparison.backward().verdict())
                    .as("backward: %s", comparison.backward().findings())
                    .hasToString(recorded.at("/backward/verdict").textValue());
            assertThat(comparison.forward().verdict())
                    .as("forward: %s", comparison.forward().findings())
                    .hasToString(recorded.at("/forward/verdict").textValue());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void answersTheSameWithLessWork(String id, String title, JsonNode recorded) {
        // Given
        ComparedSchema older = schema("old.avsc", recorded.get("old"));
        ComparedSchema newer = schema("new.avsc", recorded.get("new"));

        // When
        Comparison quick = SchemaComparison.compare(older, newer, ComparisonSettings.QUICK);
        Comparison thorough = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);

        // Then
        assertThat(quick.backward().verdict()).isEqualTo(thorough.backward().verdict());
        assertThat(quick.forward().verdict()).isEqualTo(thorough.forward().verdict());
    }

    @Test
    void holdsSeventyOneRecordedCases() throws IOException {
        assertThat(read("compatibility-cases.json")).hasSize(71);
    }

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String file : FILES) {
            for (JsonNode recorded : read(file)) {
                cases.add(Arguments.of(
                        recorded.get("id").textValue(), recorded.get("title").textValue(), recorded));
            }
        }
        return cases.stream();
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream in = CompatibilityCasesTest.class.getResourceAsStream(file)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    static ComparedSchema schema(String file, JsonNode json) {
        return ComparedSchema.of(SchemaSource.parse(file, json.toPrettyString()), List.of(), List.of());
    }
}
