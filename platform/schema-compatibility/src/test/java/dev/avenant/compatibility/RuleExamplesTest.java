package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.key.KeyComparison;
import dev.avenant.compatibility.readers.DeclaredReaders;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Rule;
import dev.avenant.schema.SchemaSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the documents show what their rules find. */
@Tag("fast")
class RuleExamplesTest {
    /** What finds things that no rule knows has no example that lasts: it would become a rule. */
    private static final Set<CompatibilityRule> WITHOUT_SCHEMAS = EnumSet.of(
            CompatibilityRule.DECODER_REFUSES,
            CompatibilityRule.AVRO_CHECKER_REFUSES,
            CompatibilityRule.WITNESS_FAILS,
            CompatibilityRule.VALUE_CHANGED,
            CompatibilityRule.TOO_LARGE);

    /** What only another Avro than Java's does. */
    static final Set<CompatibilityRule> READER_RULES =
            EnumSet.of(CompatibilityRule.READER_REFUSES, CompatibilityRule.READER_READS_OTHERWISE);

    @ParameterizedTest
    @MethodSource("shown")
    void showsInItsExampleWhatItFinds(CompatibilityRule rule) {
        // When
        Comparison comparison = compare(rule);

        // Then
        List<Rule> found = Stream.of(comparison.backward(), comparison.forward())
                .flatMap(direction -> direction.findings().stream())
                .map(Finding::rule)
                .toList();
        assertThat(found).contains(rule);
    }

    @Test
    void leavesSchemasOutOnlyWhereNoRuleWouldFindThem() {
        assertThat(Stream.of(CompatibilityRule.values())
                        .filter(rule -> !rule.example().contains(" → ")))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_SCHEMAS);
    }

    /** The two versions of the example. */
    static Comparison compare(CompatibilityRule rule) {
        String[] versions = rule.example().split(" → ", -1);
        ComparedSchema older = schema("old.avsc", versions[0]);
        ComparedSchema newer = schema("new.avsc", versions[1]);
        ComparisonSettings settings = READER_RULES.contains(rule)
                ? ComparisonSettings.THOROUGH.withReaders(DeclaredReaders.named(List.of("python")))
                : ComparisonSettings.THOROUGH;
        return rule == CompatibilityRule.KEY_SCHEMA_CHANGED
                ? KeyComparison.compare(older, newer, settings)
                : SchemaComparison.compare(older, newer, settings);
    }

    static Stream<CompatibilityRule> shown() {
        return Stream.of(CompatibilityRule.values()).filter(rule -> !WITHOUT_SCHEMAS.contains(rule));
    }

    private static ComparedSchema schema(String file, String version) {
        String json = version.startsWith("{\"type\"")
                ? version
                : "{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + (version.equals("no field") ? "" : version)
                        + "]}";
        return ComparedSchema.of(SchemaSource.parse(file, json), List.of(), List.of());
    }
}
