package dev.avenant.contracts.report;

import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.gate.ProposedChange;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.Verdict;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The report as Markdown, a table that is as short as GitHub takes it and a person reads it. */
final class GithubComment {
    private static final int MOST_ROWS = 100;

    /** A comment on GitHub has at most 65,536 characters; what stands below the table needs a few. */
    private static final int MOST_CHARACTERS = 60_000;

    private GithubComment() {}

    static String of(GateReport report, Optional<ConsoleLinks> console) {
        StringBuilder out = new StringBuilder(GithubReport.COMMENT_MARKER).append('\n');
        out.append("### Contracts: ")
                .append(report.failed() ? "failed" : "passed")
                .append("\n\n");
        out.append(cell(TextReport.summaryOf(report).strip())).append("\n");
        Set<String> services = new TreeSet<>();
        report.findings().stream().filter(GateFinding::isFailure).forEach(finding -> services.addAll(finding.breaks()));
        if (!services.isEmpty()) {
            out.append("\nWould break: **")
                    .append(cell(String.join(", ", services)))
                    .append("**\n");
        }
        console.ifPresent(links -> out.append(changes(report.changes(), links)));
        if (report.findings().isEmpty()) {
            return out.toString();
        }
        out.append("\n| | where | what | fix |\n|---|---|---|---|\n");
        int rows = 0;
        for (String row : rows(report.findings())) {
            if (rows == MOST_ROWS || out.length() + row.length() > MOST_CHARACTERS) {
                break;
            }
            out.append(row);
            rows++;
        }
        int omitted = report.findings().size() - rows;
        if (omitted > 0) {
            out.append("\n")
                    .append(omitted)
                    .append(omitted == 1 ? " more is" : " more are")
                    .append(" in the log.\n");
        }
        return out.toString();
    }

    /** A link to each change, as far as they leave half of the comment to what was found. */
    private static String changes(List<ProposedChange> changes, ConsoleLinks links) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (ProposedChange change : changes) {
            String line = "- [" + cell(change.folder() + " " + change.label()) + "](" + links.of(change) + ")\n";
            if (out.length() + line.length() > MOST_CHARACTERS / 2) {
                break;
            }
            out.append(line);
            shown++;
        }
        if (shown == 0) {
            return "";
        }
        int omitted = changes.size() - shown;
        return "\nThe changes, with who reads them and the way to them in steps:\n\n" + out
                + (omitted == 0 ? "" : "\nand " + omitted + " more.\n");
    }

    /** A row for each finding, and one for all warnings of a rule that says the same again and again. */
    private static List<String> rows(List<GateFinding> findings) {
        RepeatedWarnings repeated = RepeatedWarnings.in(findings);
        List<String> rows = new ArrayList<>();
        findings.stream()
                .filter(finding -> !repeated.has(finding))
                .forEach(finding -> rows.add(row(finding, kind(finding))));
        repeated.groups().forEach(group -> rows.add(row(group.first(), Counted.of(group.size(), "warning"))));
        return rows;
    }

    private static String row(GateFinding finding, String kind) {
        StringBuilder row = new StringBuilder("| ").append(kind);
        row.append(" | ").append(code(finding.location().toString()));
        row.append(" | ").append(cell(Printable.line(finding.message())));
        finding.direction()
                .ifPresent(direction -> row.append(" *")
                        .append(direction.label())
                        .append(" against ")
                        .append(cell(VersionRanges.of(finding.against())))
                        .append('*'));
        row.append(' ').append(code(finding.ruleId()));
        return row.append(" | ")
                .append(cell(finding.fix().map(Printable::line).orElse("")))
                .append(" |\n")
                .toString();
    }

    private static String kind(GateFinding finding) {
        if (finding.waiver().isPresent()) {
            return "waived";
        }
        if (finding.effect() != Verdict.SAFE) {
            return "**" + finding.effect() + "**";
        }
        return finding.severity() == Severity.ERROR ? "error" : "warning";
    }

    /** Text that can neither leave its cell nor become markup. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("`", "\\`")
                .replace("<", "&lt;")
                .replace("@", "@\u200b")
                .replace("\n", " ");
    }

    /** Text as code in a cell, where nothing is markup but the sign that ends it and the border of the cell. */
    private static String code(String text) {
        return '`' + text.replace('`', '\'').replace("|", "\\|").replace("\n", " ") + '`';
    }
}
