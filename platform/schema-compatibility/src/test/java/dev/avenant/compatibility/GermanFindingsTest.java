package dev.avenant.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.fix.FixFinder;
import dev.avenant.compatibility.plan.MigrationPlan;
import dev.avenant.finding.CompatibilityRule;
import dev.avenant.finding.Finding;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found is said in German, and in no English word of ours. */
@Tag("fast")
class GermanFindingsTest {

    /** Words that no German sentence has. */
    private static final Pattern ENGLISH =
            Pattern.compile("\\b(the|The|which|were|written|reads|reader|writer's|of|has|"
                    + "with|from|every|only|Keep|Give|Write|Remove|Make|Correct|once|expected|found|but)\\b");

    @ParameterizedTest
    @MethodSource("rules")
    void ofEachRule(CompatibilityRule rule) {
        Comparison comparison = RuleExamplesTest.compare(rule);

        assertThat(Stream.of(comparison.backward(), comparison.forward())
                        .flatMap(direction -> direction.findings().stream())
                        .filter(finding -> finding.rule() == rule))
                .isNotEmpty()
                .allSatisfy(GermanFindingsTest::isGerman);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("dev.avenant.compatibility.CompatibilityCasesTest#cases")
    void ofEachRecordedCaseWithItsFixesAndItsPlan(String id, String title, JsonNode recorded) {
        ComparedSchema older = CompatibilityCasesTest.schema("old.avsc", recorded.get("old"));
        ComparedSchema newer = CompatibilityCasesTest.schema("new.avsc", recorded.get("new"));
        Comparison found = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);
        Comparison comparison = FixFinder.withFixes(older, newer, found);
        MigrationPlan plan = MigrationPlan.from(
                List.of(new LevelCheck.Released("v1", older)),
                newer,
                CompatibilityLevel.FULL,
                new MigrationPlan.Services(List.of(), List.of()),
                2);

        assertThat(Stream.of(
                                comparison.backward().findings(),
                                comparison.forward().findings(),
                                comparison.invalid())
                        .flatMap(List::stream))
                .allSatisfy(GermanFindingsTest::isGerman);
        assertThat(plan.obstacles(Locale.GERMAN)).allSatisfy(GermanFindingsTest::isGerman);
    }

    /** What declared readers do is asked on no page. */
    static Stream<CompatibilityRule> rules() {
        return RuleExamplesTest.shown().filter(rule -> !RuleExamplesTest.READER_RULES.contains(rule));
    }

    private static void isGerman(Finding finding) {
        isGerman(finding.said().in(Locale.GERMAN));
        String remedy = finding.remedy(Locale.GERMAN);
        if (remedy != null) {
            isGerman(remedy);
        }
    }

    private static void isGerman(String said) {
        assertThat(said).doesNotContainPattern(ENGLISH);
    }
}
