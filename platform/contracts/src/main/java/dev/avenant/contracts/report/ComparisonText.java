package dev.avenant.contracts.report;

import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.contracts.report.ComparedTypes.ComparedType;
import dev.avenant.finding.Finding;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.util.List;

/** A comparison of two schemas, or of two sets of them, for people. */
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
        text.both(comparison);
        text.out.append("records made from seed ").append(comparison.seed()).append('\n');
        return text.out.toString();
    }

    /**
     * The types that differ with what was found in each, and how many there are.
     *
     * @param colours whether to use ANSI colours
     */
    public static String of(ComparedTypes compared, boolean colours) {
        ComparisonText text = new ComparisonText(colours);
        compared.types().forEach(text::type);
        text.list("gone", compared.gone());
        text.list("new", compared.added());
        text.out
                .append(Counted.of(compared.types().size(), "type"))
                .append(" compared, records made from seed ")
                .append(compared.seed())
                .append('\n');
        return text.out.toString();
    }

    private void type(ComparedType type) {
        Comparison comparison = type.comparison();
        boolean nothingFound = comparison.backward().findings().isEmpty()
                && comparison.forward().findings().isEmpty()
                && comparison.invalid().isEmpty();
        if (nothingFound) {
            return;
        }
        out.append(Printable.line(type.name()))
                .append(" (")
                .append(Printable.line(type.oldFile()))
                .append(", ")
                .append(Printable.line(type.newFile()))
                .append(")\n");
        both(comparison);
        out.append('\n');
    }

    private void list(String what, List<String> names) {
        if (!names.isEmpty()) {
            out.append(what)
                    .append("  ")
                    .append(Printable.line(String.join(", ", names)))
                    .append('\n');
        }
    }

    private void both(Comparison comparison) {
        direction("backward (new reads old data)", comparison.backward());
        direction("forward (old reads new data) ", comparison.forward());
        if (!comparison.invalid().isEmpty()) {
            out.append("invalid\n");
            comparison.invalid().forEach(this::finding);
        }
        if (!comparison.invalidBefore().isEmpty()) {
            out.append("invalid in the old version\n");
            comparison.invalidBefore().forEach(this::finding);
        }
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
        if (finding.remedy() != null) {
            out.append("      fix    ").append(Printable.line(finding.remedy())).append('\n');
        }
    }
}
