package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks through schemas with all {@linkplain LintRules rules}. Safe for use by several threads. */
public final class Linter {
    private Linter() {}

    /**
     * Looks through schemas that belong together.
     *
     * @param targets the newest version of each event and shared type
     * @param settings what rules are set to, by id; the others have the severity of their row
     * @return in the order of the schemas, and for each in the order of the rules
     */
    public static List<LintFinding> lint(List<LintTarget> targets, Map<String, Severity> settings) {
        LintTree tree = new LintTree(targets);
        List<LintFinding> findings = new ArrayList<>();
        for (LintTarget target : targets) {
            for (LintRule rule : LintRules.ALL) {
                Severity severity = settings.getOrDefault(rule.id(), rule.severity());
                if (severity != Severity.OFF) {
                    rule.handler().look(target, tree, new Report(rule, severity, target, findings));
                }
            }
        }
        return findings;
    }
}
