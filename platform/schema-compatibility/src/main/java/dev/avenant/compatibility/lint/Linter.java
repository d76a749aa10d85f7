package dev.avenant.compatibility.lint;

import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks with all {@linkplain LintRule lint rules} through schemas that belong together. Safe for use by several threads. */
public final class Linter {
    private final LintTree tree;
    private final Map<LintRule, Severity> settings;

    /**
     * Made for schemas that belong together.
     *
     * @param targets the newest version of each event and shared type
     * @param settings what rules are set to; the others have the severity of the rule
     */
    public Linter(List<LintTarget> targets, Map<LintRule, Severity> settings) {
        this.tree = new LintTree(targets);
        this.settings = Map.copyOf(settings);
    }

    /** What is found in one of the schemas, in the order of the rules. */
    public List<Finding> findingsIn(LintTarget target) {
        List<Finding> findings = new ArrayList<>();
        for (LintRule rule : LintRule.values()) {
            Severity severity = settings.getOrDefault(rule, rule.severity());
            if (severity != Severity.OFF) {
                LintCheck.of(rule).look(target, tree, new LintReport(rule, severity, target, findings));
            }
        }
        return findings;
    }
}
