package dev.avenant.maven;

import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Verdict;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.util.List;

/** What Maven says at the end of a build that a check failed: the whole report is further up, between other modules. */
final class FailureText {
    private static final int MOST_LINES = 10;

    private FailureText() {}

    static String of(GateReport report) {
        List<GateFinding> failures =
                report.findings().stream().filter(GateFinding::isFailure).toList();
        boolean breaks = failures.stream().anyMatch(finding -> finding.effect() != Verdict.SAFE);
        StringBuilder text = new StringBuilder();
        text.append(breaks ? "The schemas have changes that readers do not survive" : "The schemas are not in order")
                .append(", checked against ")
                .append(report.against())
                .append(" (")
                .append(Counted.of(failures.size(), "error"))
                .append("):");
        for (GateFinding finding : failures.subList(0, Math.min(MOST_LINES, failures.size()))) {
            text.append("\n  ")
                    .append(finding.location())
                    .append(": ")
                    .append(finding.ruleId())
                    .append(": ")
                    .append(Printable.line(finding.message()));
        }
        if (failures.size() > MOST_LINES) {
            text.append("\n  and ").append(failures.size() - MOST_LINES).append(" more");
        }
        return text.append("\nWhat each means and how to mend it is further up in the log.")
                .toString();
    }
}
