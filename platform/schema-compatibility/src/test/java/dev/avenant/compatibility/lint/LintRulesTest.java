package dev.avenant.compatibility.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Severity;
import dev.avenant.schema.SchemaSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule has a folder of fixtures: what it must find there, and nothing else, is in {@code expected.txt}. */
@Tag("fast")
class LintRulesTest {
    @ParameterizedTest
    @EnumSource
    void findsInItsFixtureWhatIsExpected(LintRule rule) throws Exception {
        // Given
        Path folder = fixtures().resolve(rule.id());

        // When
        List<String> found = new ArrayList<>();
        for (Finding finding : lint(folder, Map.of())) {
            if (finding.rule() == rule) {
                found.add(finding.newLocation() + " " + finding.path() + ": " + finding.message() + " "
                        + (finding.suggestion() == null
                                ? finding.proposals().get(0).sentence()
                                : finding.suggestion()));
            }
        }

        // Then
        assertThat(found).isEqualTo(Files.readAllLines(folder.resolve("expected.txt")));
        assertThat(found).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void saysNothingOfARuleThatIsOff(LintRule rule) throws Exception {
        assertThat(lint(fixtures().resolve(rule.id()), Map.of(rule, Severity.OFF)))
                .noneMatch(finding -> finding.rule() == rule);
    }

    @ParameterizedTest
    @EnumSource
    void weighsARuleAsItIsSet(LintRule rule) throws Exception {
        assertThat(lint(fixtures().resolve(rule.id()), Map.of(rule, Severity.ERROR)))
                .filteredOn(finding -> finding.rule() == rule)
                .isNotEmpty()
                .allMatch(finding -> finding.severity() == Severity.ERROR);
    }

    @Test
    void hasOneFixtureFolderForEachRule() throws Exception {
        Set<String> folders = new HashSet<>();
        try (Stream<Path> files = Files.list(fixtures())) {
            files.filter(Files::isDirectory)
                    .forEach(file -> folders.add(file.getFileName().toString()));
        }
        assertThat(folders)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(LintRule.values()).map(LintRule::id).toList());
    }

    @Test
    void readsNamesThatAreUnderscoresAlone() {
        // Given
        ComparedSchema schema = ComparedSchema.of(SchemaSource.parse("v1.avsc", """
            {"type": "record", "name": "_", "fields": [{"name": "__", "type":
              {"type": "enum", "name": "___", "symbols": ["_"]}}]}
            """), List.of(), List.of());

        // When
        LintTarget target = new LintTarget("orders/Order", schema, List.of(), true, "", List.of());
        List<Finding> found = new Linter(List.of(target), Map.of()).findingsIn(target);

        // Then
        assertThat(found).extracting(Finding::rule).contains(LintRule.FIELD_NOT_CAMEL_CASE);
    }

    private static List<Finding> lint(Path folder, Map<LintRule, Severity> settings) throws IOException {
        List<LintTarget> tree = new ArrayList<>();
        read(folder, "other")
                .ifPresent(other ->
                        tree.add(new LintTarget("orders/Other", other, List.of(), true, "shop.orders", List.of())));
        read(folder, "shared")
                .ifPresent(shared ->
                        tree.add(new LintTarget("types/Money", shared, List.of(), false, "shop.types", List.of())));
        List<ComparedSchema> history = Stream.of(read(folder, "first"), read(folder, "previous"))
                .flatMap(Optional::stream)
                .toList();
        ComparedSchema current = read(folder, "current").orElseThrow();
        boolean event = !current.schema().getName().equals("Money");
        List<String> stale = folder.endsWith("stale-reference") ? List.of("shop.types.Money") : List.of();
        tree.add(new LintTarget(
                event ? "orders/Order" : "types/Money",
                current,
                history,
                event,
                event ? "shop.orders" : "shop.types",
                stale));
        Linter linter = new Linter(tree, settings);
        return tree.stream()
                .filter(target -> !target.folder().endsWith("Other"))
                .flatMap(target -> linter.findingsIn(target).stream())
                .toList();
    }

    private static Optional<ComparedSchema> read(Path folder, String version) throws IOException {
        Path file = folder.resolve(version + ".avsc");
        return Files.exists(file)
                ? Optional.of(ComparedSchema.of(
                        SchemaSource.parse(version + ".avsc", Files.readString(file)), List.of(), List.of()))
                : Optional.empty();
    }

    private static Path fixtures() throws URISyntaxException {
        return Objects.requireNonNull(Path.of(Objects.requireNonNull(
                                LintRulesTest.class.getResource("/dev/avenant/compatibility/lint/default-cannot-work"))
                        .toURI())
                .getParent());
    }
}
