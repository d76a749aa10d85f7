package dev.avenant.contracts.report;

import dev.avenant.contracts.discovery.SchemaHistory.CheckedCommit;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.util.List;

/** The check of a history for people: each commit that broke something with its findings, and a summary at the end. */
public final class HistoryText {
    private HistoryText() {}

    /**
     * The whole report as text.
     *
     * @param commits the oldest first
     * @param colours whether to use ANSI colours
     */
    public static String of(List<CheckedCommit> commits, boolean colours) {
        StringBuilder out = new StringBuilder();
        Ansi ansi = new Ansi(colours);
        int failed = 0;
        int pairs = 0;
        for (CheckedCommit checked : commits) {
            pairs += checked.report().pairs();
            if (checked.report().failed()) {
                failed++;
                out.append(ansi.paint(
                                Ansi.Style.BOLD,
                                "commit " + checked.commit().shortId() + " of "
                                        + checked.commit().date()))
                        .append(": ")
                        .append(Printable.line(checked.commit().subject()))
                        .append("\n\n");
                List<GateFinding> failures = checked.report().findings().stream()
                        .filter(GateFinding::isFailure)
                        .toList();
                out.append(TextReport.allOf(failures, colours));
            }
        }
        out.append(failed == 0 ? ansi.paint(Ansi.Style.GREEN, "Passed") : ansi.paint(Ansi.Style.BOLD_RED, "Failed"))
                .append(": ")
                .append(failed)
                .append(" of ")
                .append(Counted.of(commits.size(), "commit"))
                .append(" with schema files broke a reader, ")
                .append(Counted.of(pairs, "pair"))
                .append(" compared.\n");
        return out.toString();
    }
}
