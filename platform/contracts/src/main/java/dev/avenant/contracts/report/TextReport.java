package dev.avenant.contracts.report;

import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.Ansi.Style;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.ContractRule;
import dev.avenant.finding.Verdict;
import dev.avenant.text.Counted;
import java.util.List;

/**
 * The report for people: one line for each finding, which an editor can jump to, then what those who must act need to
 * know, and a summary at the end. Of warnings about how schemas are written that there are many of, one line says how many.
 */
public final class TextReport {
    private TextReport() {}

    /**
     * What fails the check, and what is about the project rather than a schema, with its details; of everything else a line.
     *
     * @param colours whether to use ANSI colours
     */
    public static String of(GateReport report, boolean colours) {
        FindingText text = new FindingText(new Ansi(colours));
        RepeatedWarnings repeated = RepeatedWarnings.in(report.findings());
        for (GateFinding finding : report.findings()) {
            if (finding.isFailure() || finding.rule() instanceof ContractRule) {
                text.detailed(finding);
            } else if (!repeated.has(finding)) {
                text.line(finding);
            }
        }
        repeated.groups().forEach(text::line);
        if (repeated.hidden() > 0) {
            text.remark(Counted.of(repeated.hidden(), "more warning") + (repeated.hidden() == 1 ? " is" : " are")
                    + " not shown: avenant check --verbose shows all, with how to mend them.");
        }
        return text.end() + summary(report, colours);
    }

    /** Everything with all its details. */
    public static String verbose(GateReport report, boolean colours) {
        return allOf(report.findings(), colours) + summary(report, colours);
    }

    /** Findings with all their details and without a summary. */
    static String allOf(List<GateFinding> findings, boolean colours) {
        FindingText text = new FindingText(new Ansi(colours));
        findings.forEach(text::detailed);
        return text.end();
    }

    /** The last line of the report. */
    static String summaryOf(GateReport report) {
        return summary(report, false);
    }

    private static String summary(GateReport report, boolean colours) {
        Ansi ansi = new Ansi(colours);
        String scope = Counted.of(report.contracts().size(), "contract") + ", "
                + Counted.of(report.versions(), "version") + ", " + Counted.of(report.pairs(), "pair")
                + " compared against " + report.against() + ", seed " + report.seed();
        if (report.findings().isEmpty()) {
            return ansi.paint(Style.GREEN, "No problems") + " in " + scope + ".\n";
        }
        StringBuilder out = new StringBuilder();
        out.append(report.failed() ? ansi.paint(Style.BOLD_RED, "Failed") : ansi.paint(Style.GREEN, "Passed"))
                .append(": ")
                .append(Counted.of(report.errors(), "error"));
        String harm = harm(report);
        if (!harm.isEmpty()) {
            out.append(" (").append(harm).append(')');
        }
        out.append(", ").append(Counted.of(report.warnings(), "warning"));
        if (report.waived() > 0) {
            out.append(", ").append(report.waived()).append(" waived");
        }
        return out.append(" in ").append(scope).append(".\n").toString();
    }

    private static String harm(GateReport report) {
        long breaking = failures(report, Verdict.BREAKS);
        long corrupting = failures(report, Verdict.CORRUPTS);
        String broken = breaking == 0 ? "" : breaking + " breaking";
        String corrupted = corrupting == 0 ? "" : corrupting + " corrupting";
        return broken + (broken.isEmpty() || corrupted.isEmpty() ? "" : ", ") + corrupted;
    }

    private static long failures(GateReport report, Verdict effect) {
        return report.findings().stream()
                .filter(finding -> finding.isFailure() && finding.effect() == effect)
                .count();
    }
}
