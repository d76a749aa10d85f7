package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fast")
class PairsTest {
    /** What no record of the writer shows: it is in older data, or only a registry refuses it. */
    private static final Set<String> WITHOUT_A_RECORD = Set.of("default-changed", "name-changed");

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void judgesBothDirections(String title, String older, String newer, Verdict backward, Verdict forward) {
        // Given
        Schema before = new Schema.Parser().parse(older);
        Schema after = new Schema.Parser().parse(newer);

        // When
        Comparison comparison = SchemaComparison.compare(before, after);

        // Then
        assertThat(comparison.backward().verdict())
                .as("backward: %s", comparison.backward().findings())
                .isEqualTo(backward);
        assertThat(comparison.forward().verdict())
                .as("forward: %s", comparison.forward().findings())
                .isEqualTo(forward);
        assertThat(comparison.invalid()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void givesEveryBreakingFindingAReason(String title, String older, String newer, Verdict backward, Verdict forward) {
        // When
        Comparison comparison =
                SchemaComparison.compare(new Schema.Parser().parse(older), new Schema.Parser().parse(newer));

        // Then
        List<Finding> findings = new ArrayList<>(comparison.backward().findings());
        findings.addAll(comparison.forward().findings());
        assertThat(findings)
                .filteredOn(finding -> finding.effect() != Verdict.SAFE)
                .allSatisfy(finding -> {
                    assertThat(finding.message()).endsWith(".").hasSizeGreaterThan(20);
                    assertThat(finding.witness() != null || WITHOUT_A_RECORD.contains(finding.ruleId()))
                            .isTrue();
                    assertThat(finding.path()).startsWith("/");
                });
    }

    static Stream<Arguments> pairs() throws IOException {
        List<Arguments> pairs = new ArrayList<>();
        for (JsonNode pair : read("field-pairs.json")) {
            pairs.add(arguments(
                    pair,
                    "[{'name':'f','type':" + text(pair, 1) + "}]",
                    "[{'name':'f','type':" + text(pair, 2) + "}]"));
        }
        for (JsonNode pair : read("record-pairs.json")) {
            pairs.add(arguments(pair, text(pair, 1), text(pair, 2)));
        }
        return pairs.stream();
    }

    private static String text(JsonNode pair, int index) {
        return pair.get(index).textValue();
    }

    private static Arguments arguments(JsonNode pair, String before, String after) {
        return Arguments.of(
                text(pair, 0),
                record(before),
                record(after),
                Verdict.valueOf(text(pair, 3)),
                Verdict.valueOf(text(pair, 4)));
    }

    private static String record(String fields) {
        return ("{'type':'record','name':'a.R','fields':" + fields + "}").replace('\'', '"');
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream in = PairsTest.class.getResourceAsStream(file)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }
}
