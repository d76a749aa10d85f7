package dev.avenant.contracts.report;

import dev.avenant.contracts.report.Ansi.Style;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.contracts.tree.GateFinding.Direction;
import dev.avenant.finding.Severity;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.util.List;

/** Writes findings one below the other: {@code file:line:col: rule: sentence [weight]}, and the details indented. */
final class FindingText {
    /** How many contracts are named; of more the number is said. */
    private static final int MOST_NAMED = 5;

    private final Ansi ansi;
    private final StringBuilder out = new StringBuilder();
    private boolean detailsEnded = true;

    FindingText(Ansi ansi) {
        this.ansi = ansi;
    }

    /** A finding in its line alone. */
    void line(GateFinding finding) {
        line(finding, weight(finding));
        detailsEnded = false;
    }

    /** The first of several findings of a rule, and how many there are. */
    void line(RepeatedWarnings.Group group) {
        line(group.first(), ansi.paint(Style.YELLOW, Counted.of(group.size(), "warning") + " like this"));
        detailsEnded = false;
    }

    /** A finding with all that is known about it, and an empty line behind it. */
    void detailed(GateFinding finding) {
        line(finding, weight(finding));
        finding.direction().ifPresent(direction -> detail("means", meaning(finding, direction)));
        finding.witness().ifPresent(this::witness);
        finding.oldLocation().ifPresent(place -> detail("was", Printable.line(place.toString())));
        if (!finding.breaks().isEmpty()) {
            detail("breaks", String.join(", ", finding.breaks()));
        }
        if (!finding.alsoIn().isEmpty()) {
            detail("also in", others(finding.alsoIn()));
        }
        finding.fix().ifPresent(fix -> detail("fix", Printable.line(fix)));
        finding.waiver()
                .ifPresent(waiver -> detail(
                        "waived",
                        "until " + waiver.expires() + " by " + waiver.owner() + ": "
                                + Printable.line(waiver.reason())));
        out.append('\n');
        detailsEnded = true;
    }

    /** A sentence about the findings. */
    void remark(String sentence) {
        out.append(sentence).append('\n');
        detailsEnded = false;
    }

    /** All that was written, with an empty line at the end when it is not empty. */
    String end() {
        if (!detailsEnded) {
            out.append('\n');
            detailsEnded = true;
        }
        return out.toString();
    }

    private void line(GateFinding finding, String weight) {
        out.append(ansi.paint(Style.BOLD, Printable.line(finding.location().toString())))
                .append(": ")
                .append(finding.ruleId())
                .append(": ")
                .append(Printable.line(finding.message()))
                .append(" [")
                .append(weight)
                .append("]\n");
    }

    /** {@code BREAKS backward}, {@code error}, {@code warning}, or what a waiver makes of it. */
    private String weight(GateFinding finding) {
        String direction = finding.direction()
                .filter(side -> finding.effect() != Verdict.SAFE)
                .map(side -> " " + side.label())
                .orElse("");
        if (finding.waiver().isPresent()) {
            return ansi.paint(
                    Style.CYAN,
                    "waived" + (finding.effect() == Verdict.SAFE ? "" : ", " + finding.effect() + direction));
        }
        if (finding.effect() != Verdict.SAFE) {
            return ansi.paint(finding.effect()) + direction;
        }
        return finding.severity() == Severity.ERROR
                ? ansi.paint(Style.BOLD_RED, "error")
                : ansi.paint(Style.YELLOW, "warning");
    }

    private static String meaning(GateFinding finding, Direction direction) {
        String versions = VersionRanges.of(finding.against());
        return direction == Direction.BACKWARD
                ? "the new version reads what " + versions + " wrote"
                : "readers of " + versions + " read what the new version writes";
    }

    private static String others(List<String> contracts) {
        int more = contracts.size() - MOST_NAMED;
        return String.join(", ", contracts.subList(0, Math.min(MOST_NAMED, contracts.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private void witness(Witness witness) {
        detail("wrote", Printable.line(witness.written()));
        detail(
                "read",
                witness.failure() == null
                        ? Printable.line(String.valueOf(witness.read()))
                        : "fails: " + Printable.line(witness.failure()));
    }

    private void detail(String label, String text) {
        out.append("    ")
                .append(label)
                .append(" ".repeat(Math.max(1, 8 - label.length())))
                .append(text)
                .append('\n');
    }
}
