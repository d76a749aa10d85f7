package dev.avenant.contracts.report;

import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.finding.Finding;
import dev.avenant.text.Printable;

/** A comparison of two schemas for people. */
public final class ComparisonText {
    private final Ansi ansi;
    private final StringBuilder out = new StringBuilder();

    private ComparisonText(boolean colours) {
        this.ansi = new Ansi(colours);
    }

    /**
     * The whole comparison as text.
     *
     * @param colours whether to use ANSI colours
     */
    public static String of(Comparison comparison, boolean colours) {
        ComparisonText text = new ComparisonText(colours);
        text.direction("backward (new reads old data)", comparison.backward());
        text.direction("forward (old reads new data) ", comparison.forward());
        if (!comparison.invalid().isEmpty()) {
            text.out.append("invalid\n");
            comparison.invalid().forEach(text::finding);
        }
        if (!comparison.invalidBefore().isEmpty()) {
            text.out.append("invalid in the old version\n");
            comparison.invalidBefore().forEach(text::finding);
        }
        text.out.append("records made from seed ").append(comparison.seed()).append('\n');
        return text.out.toString();
    }

    private void direction(String name, DirectionResult result) {
        out.append(name).append("  ").append(ansi.paint(result.verdict())).append('\n');
        result.findings().forEach(this::finding);
    }

    private void finding(Finding finding) {
        out.append("  ")
                .append(Printable.line(finding.path()))
                .append(": ")
                .append(Printable.line(finding.message()))
                .append(" [")
                .append(finding.ruleId())
                .append("]\n");
        if (finding.oldLocation() != null) {
            out.append("      old    ").append(finding.oldLocation()).append('\n');
        }
        if (finding.newLocation() != null) {
            out.append("      new    ").append(finding.newLocation()).append('\n');
        }
        if (finding.witness() != null) {
            String failure = finding.witness().failure();
            out.append("      wrote  ")
                    .append(Printable.line(finding.witness().written()))
                    .append('\n');
            out.append("      read   ")
                    .append(
                            failure == null
                                    ? Printable.line(
                                            String.valueOf(finding.witness().read()))
                                    : "fails: " + Printable.line(failure))
                    .append('\n');
        }
        if (finding.suggestion() != null) {
            out.append("      fix    ")
                    .append(Printable.line(finding.suggestion()))
                    .append('\n');
        }
    }
}
