package dev.avenant.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fast")
class RuleTest {
    @Test
    void hasAnIdThatNoRuleOfAnyFamilyShares() {
        assertThat(Rule.all()).extracting(Rule::id).doesNotHaveDuplicates();
    }

    @Test
    void isFoundByItsId() {
        assertThat(Rule.named("type-changed")).contains(CompatibilityRule.TYPE_CHANGED);
        assertThat(Rule.named("schema-syntax")).contains(SchemaRule.SCHEMA_SYNTAX);
        assertThat(Rule.named("pii-not-tagged")).contains(LintRule.PII_NOT_TAGGED);
        assertThat(Rule.named("waiver-stale")).contains(ContractRule.WAIVER_STALE);
        assertThat(Rule.named("TYPE_CHANGED")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhyAndHowToMendInASentenceEachAndShowsAnExample(Rule rule) {
        assertThat(rule.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(List.of(rule.why(), rule.remedy()))
                .allSatisfy(sentence -> assertThat(sentence).endsWith(".").doesNotContain("|", "\n"));
        assertThat(rule.example()).isNotBlank().doesNotContain("|", "\n");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAnErrorWhereItTouchesTheVerdict(Rule rule) {
        assertThat(rule.severity() == Severity.ERROR || rule.effect() == Verdict.SAFE)
                .isTrue();
        assertThat(rule.severity()).isNotEqualTo(Severity.OFF);
    }

    static Stream<Rule> all() {
        return Rule.all().stream();
    }
}
