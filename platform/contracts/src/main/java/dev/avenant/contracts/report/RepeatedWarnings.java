package dev.avenant.contracts.report;

import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Rule;
import dev.avenant.finding.SchemaRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The warnings about how schemas are written that there are too many of to be read one by one. */
final class RepeatedWarnings {
    /** Of a rule, as many as can be mended one after the other are shown. */
    private static final int FEW = 3;

    private final Map<Rule, List<GateFinding>> byRule;

    private RepeatedWarnings(Map<Rule, List<GateFinding>> byRule) {
        this.byRule = byRule;
    }

    /**
     * All warnings of one rule.
     *
     * @param first the one that stands for them
     */
    record Group(GateFinding first, int size) {}

    static RepeatedWarnings in(List<GateFinding> findings) {
        Map<Rule, List<GateFinding>> byRule = new LinkedHashMap<>();
        for (GateFinding finding : findings) {
            boolean aboutWriting = finding.rule() instanceof LintRule || finding.rule() instanceof SchemaRule;
            if (aboutWriting && !finding.isFailure() && finding.waiver().isEmpty()) {
                byRule.computeIfAbsent(finding.rule(), rule -> new ArrayList<>())
                        .add(finding);
            }
        }
        byRule.values().removeIf(warnings -> warnings.size() <= FEW);
        return new RepeatedWarnings(byRule);
    }

    /** Whether the finding is one of them. */
    boolean has(GateFinding finding) {
        return !finding.isFailure() && finding.waiver().isEmpty() && byRule.containsKey(finding.rule());
    }

    /** The rules with the most warnings first. */
    List<Group> groups() {
        return byRule.values().stream()
                .map(warnings -> new Group(warnings.get(0), warnings.size()))
                .sorted(Comparator.comparingInt(Group::size).reversed())
                .toList();
    }

    /** How many are left out when one of each rule is shown. */
    int hidden() {
        return byRule.values().stream()
                .mapToInt(warnings -> warnings.size() - 1)
                .sum();
    }
}
