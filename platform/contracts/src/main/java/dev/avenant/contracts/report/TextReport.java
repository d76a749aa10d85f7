package dev.avenant.contracts.report;

import dev.avenant.contracts.config.Waiver;
import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.report.Ansi.Style;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.GateFinding.Direction;
import dev.avenant.finding.Severity;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;

/** The report for people: each finding with its place first, then what it means, and a summary at the end. */
public final class TextReport {
    private final Ansi ansi;
    private final StringBuilder out = new StringBuilder();

    private TextReport(boolean colours) {
        this.ansi = new Ansi(colours);
    }

    /**
     * The whole report as text.
     *
     * @param colours whether to use ANSI colours
     */
    public static String of(GateReport report, boolean colours) {
        TextReport text = new TextReport(colours);
        report.findings().forEach(text::finding);
        text.summary(report);
        return text.out.toString();
    }

    /** One finding, as it stands in the report. */
    static String of(GateFinding finding) {
        return of(finding, false);
    }

    /** As {@link #of(GateFinding)}, with ANSI colours or without. */
    static String of(GateFinding finding, boolean colours) {
        TextReport text = new TextReport(colours);
        text.finding(finding);
        return text.out.toString();
    }

    /** The last line of the report. */
    static String summaryOf(GateReport report) {
        TextReport text = new TextReport(false);
        text.summary(report);
        return text.out.toString();
    }

    private void finding(GateFinding finding) {
        out.append(ansi.paint(Style.BOLD, finding.location().toString()))
                .append(": ")
                .append(kind(finding))
                .append(": ");
        out.append(Printable.line(finding.message()))
                .append(" [")
                .append(finding.ruleId())
                .append("]\n");
        finding.direction().ifPresent(direction -> line("means", meaning(finding, direction)));
        finding.witness().ifPresent(this::witness);
        finding.oldLocation().ifPresent(place -> line("was", place.toString()));
        if (!finding.breaks().isEmpty()) {
            line("breaks", String.join(", ", finding.breaks()));
        }
        finding.fix().ifPresent(fix -> line("fix", Printable.line(fix)));
        finding.waiver().ifPresent(waiver -> line("waived", waived(waiver)));
        out.append('\n');
    }

    private static String meaning(GateFinding finding, Direction direction) {
        String versions = String.join(", ", finding.against());
        String who = direction == Direction.BACKWARD
                ? "the new version reads what " + versions + " wrote"
                : "readers of " + versions + " read what the new version writes";
        return finding.effect() + " " + direction.label() + ": " + who;
    }

    private void witness(Witness witness) {
        line("wrote", Printable.line(witness.written()));
        line(
                "read",
                witness.failure() == null
                        ? Printable.line(String.valueOf(witness.read()))
                        : "fails: " + Printable.line(witness.failure()));
    }

    private static String waived(Waiver waiver) {
        return "until " + waiver.expires() + " by " + waiver.owner() + ": " + Printable.line(waiver.reason());
    }

    private String kind(GateFinding finding) {
        if (finding.waiver().isPresent()) {
            return ansi.paint(Style.CYAN, "waived");
        }
        return finding.severity() == Severity.ERROR
                ? ansi.paint(Style.BOLD_RED, "error")
                : ansi.paint(Style.YELLOW, "warning");
    }

    private void line(String label, String text) {
        out.append("    ")
                .append(label)
                .append(" ".repeat(Math.max(1, 8 - label.length())))
                .append(text)
                .append('\n');
    }

    private void summary(GateReport report) {
        String scope = Counted.of(report.contracts().size(), "contract") + ", "
                + Counted.of(report.versions(), "version") + ", " + Counted.of(report.pairs(), "pair")
                + " compared against " + report.against() + ", seed " + report.seed();
        if (report.findings().isEmpty()) {
            out.append(ansi.paint(Style.GREEN, "No problems"))
                    .append(" in ")
                    .append(scope)
                    .append(".\n");
            return;
        }
        long breaking = report.findings().stream()
                .filter(finding -> finding.isFailure() && finding.effect() == Verdict.BREAKS)
                .count();
        out.append(report.failed() ? ansi.paint(Style.BOLD_RED, "Failed") : ansi.paint(Style.GREEN, "Passed"))
                .append(": ");
        out.append(Counted.of(report.errors(), "error"));
        if (breaking > 0) {
            out.append(" (").append(breaking).append(" breaking)");
        }
        out.append(", ").append(Counted.of(report.warnings(), "warning"));
        if (report.waived() > 0) {
            out.append(", ").append(report.waived()).append(" waived");
        }
        out.append(" in ").append(scope).append(".\n");
    }
}
