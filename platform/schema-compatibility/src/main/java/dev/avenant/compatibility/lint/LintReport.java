package dev.avenant.compatibility.lint;

import dev.avenant.finding.Finding;
import dev.avenant.finding.LintRule;
import dev.avenant.finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a rule says what it has found in one schema. */
final class LintReport {
    private final LintRule rule;
    private final Severity severity;
    private final LintTarget target;
    private final List<Finding> findings;

    LintReport(LintRule rule, Severity severity, LintTarget target, List<Finding> findings) {
        this.rule = rule;
        this.severity = severity;
        this.target = target;
        this.findings = findings;
    }

    /** A finding at a named element of the file, one sentence with its full stop. */
    void add(String path, String element, String message, @Nullable String suggestion) {
        findings.add(Finding.of(rule, message)
                .severity(severity)
                .path(path)
                .at(null, target.current().locationOf(element))
                .suggestion(suggestion)
                .build());
    }

    void add(SchemaParts.Member member, String message, @Nullable String suggestion) {
        add(member.path(), member.element(), message, suggestion);
    }

    void add(SchemaParts.Type type, String message, @Nullable String suggestion) {
        add(type.path(), type.element(), message, suggestion);
    }

    /** A finding that another check has made. */
    void add(Finding finding) {
        findings.add(finding.toBuilder().severity(severity).build());
    }
}
