package dev.avenant.compatibility.lint;

import dev.avenant.compatibility.Finding;
import dev.avenant.compatibility.Severity;
import dev.avenant.compatibility.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a rule says what it has found in one schema. */
final class Report {
    private final LintRule rule;
    private final Severity severity;
    private final LintTarget target;
    private final List<LintFinding> findings;

    Report(LintRule rule, Severity severity, LintTarget target, List<LintFinding> findings) {
        this.rule = rule;
        this.severity = severity;
        this.target = target;
        this.findings = findings;
    }

    /** A finding at a named element of the file, one sentence with its full stop. */
    void add(String path, String element, String message, @Nullable String suggestion) {
        Finding finding = Finding.of(
                        rule.id(), rule.category(), severity, Verdict.SAFE, path.isEmpty() ? "/" : path, message)
                .at(null, target.current().locationOf(element))
                .suggesting(suggestion);
        findings.add(new LintFinding(target, finding));
    }

    void add(Parts.Member member, String message, @Nullable String suggestion) {
        add(member.path(), member.element(), message, suggestion);
    }

    void add(Parts.Type type, String message, @Nullable String suggestion) {
        add(type.path(), type.element(), message, suggestion);
    }

    /** A finding that another check has made. */
    void add(Finding finding) {
        findings.add(new LintFinding(target, finding.weighing(severity)));
    }
}
