package dev.avenant.contracts.report;

import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Severity;
import dev.avenant.finding.Verdict;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The report for a GitHub workflow: annotations on the changed lines, of which GitHub shows ten of a kind in a step, and
 * Markdown for the job summary and for the one comment on a pull request that every run updates.
 */
public final class GithubReport {
    /** The first line of the comment, by which the next run finds it. */
    public static final String COMMENT_MARKER = "<!-- avenant check -->";

    private static final Pattern COMMAND = Pattern.compile("(?m)^(\\s*):(?=:)");
    private static final int MOST_ANNOTATIONS = 10;
    private static final int MOST_ROWS = 100;

    /** A comment on GitHub has at most 65,536 characters; what stands below the table needs a few. */
    private static final int MOST_CHARACTERS = 60_000;

    private GithubReport() {}

    /** What the step prints: the report as text, folded, and workflow commands. */
    public static String annotations(GateReport report) {
        StringBuilder out = new StringBuilder();
        out.append("::group::avenant check\n");
        out.append(withoutCommands(TextReport.verbose(report, false)));
        out.append("::endgroup::\n");
        List<GateFinding> errors =
                report.findings().stream().filter(GateFinding::isFailure).toList();
        List<GateFinding> warnings = report.findings().stream()
                .filter(finding -> !finding.isFailure() && finding.waiver().isEmpty())
                .toList();
        annotate(out, "error", errors);
        annotate(out, "warning", warnings);
        out.append(TextReport.summaryOf(report));
        return out.toString();
    }

    /** The text without what a runner would take for a command: {@code ::} at the beginning of a line, {@code ##[} anywhere. */
    private static String withoutCommands(String text) {
        return COMMAND.matcher(text).replaceAll("$1:\u200b").replace("##[", "##\u200b[");
    }

    private static void annotate(StringBuilder out, String kind, List<GateFinding> findings) {
        int shown = findings.size() > MOST_ANNOTATIONS ? MOST_ANNOTATIONS - 1 : findings.size();
        for (GateFinding finding : findings.subList(0, shown)) {
            out.append("::").append(kind);
            out.append(" file=").append(property(finding.location().file()));
            out.append(",line=").append(finding.location().line());
            out.append(",col=").append(finding.location().column());
            out.append(",title=").append(property(title(finding)));
            out.append("::").append(data(Messages.full(finding))).append('\n');
        }
        if (findings.size() > shown) {
            int omitted = findings.size() - shown;
            out.append("::").append(kind).append(" title=avenant check::");
            out.append(Counted.of(omitted, "more " + kind));
            out.append(omitted == 1 ? " is" : " are").append(" in the log and in the job summary.\n");
        }
    }

    private static String title(GateFinding finding) {
        String effect = finding.effect() == Verdict.SAFE ? "" : finding.effect() + " ";
        return effect + finding.contract() + ": " + finding.ruleId();
    }

    /** Markdown for the job summary and, with the marker, for the comment. */
    public static String markdown(GateReport report) {
        StringBuilder out = new StringBuilder(COMMENT_MARKER).append('\n');
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
        if (report.findings().isEmpty()) {
            return out.toString();
        }
        out.append("\n| | where | what | fix |\n|---|---|---|---|\n");
        int rows = 0;
        for (GateFinding finding : report.findings()) {
            String row = row(finding);
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

    private static String row(GateFinding finding) {
        StringBuilder row = new StringBuilder("| ").append(kind(finding));
        row.append(" | ").append(code(finding.location().toString()));
        row.append(" | ").append(cell(Printable.line(finding.message())));
        finding.direction()
                .ifPresent(direction -> row.append(" *")
                        .append(direction.label())
                        .append(" against ")
                        .append(cell(String.join(", ", finding.against())))
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

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** Text that can neither leave its cell nor become markup. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("[", "\\[")
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
