package dev.avenant.contracts.report;

import dev.avenant.contracts.gate.GateReport;
import dev.avenant.contracts.tree.GateFinding;
import dev.avenant.finding.Verdict;
import dev.avenant.text.Counted;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    private GithubReport() {}

    /** What the step prints: the report as text, folded, and workflow commands. */
    public static String annotations(GateReport report) {
        StringBuilder out = new StringBuilder();
        out.append("::group::avenant check\n");
        out.append(withoutCommands(TextReport.verbose(report, false)));
        out.append("::endgroup::\n");
        List<GateFinding> errors =
                report.findings().stream().filter(GateFinding::isFailure).toList();
        // of which GitHub shows the first: what a rule says again and again comes last
        RepeatedWarnings repeated = RepeatedWarnings.in(report.findings());
        List<GateFinding> warnings = report.findings().stream()
                .filter(finding -> !finding.isFailure() && finding.waiver().isEmpty())
                .sorted(Comparator.comparing(repeated::has))
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
            out.append(omitted == 1 ? " is" : " are").append(" in the log.\n");
        }
    }

    private static String title(GateFinding finding) {
        String effect = finding.effect() == Verdict.SAFE ? "" : finding.effect() + " ";
        return effect + finding.contract() + ": " + finding.ruleId();
    }

    /** Markdown for the job summary and, with the marker, for the comment. */
    public static String markdown(GateReport report) {
        return GithubComment.of(report, Optional.empty());
    }

    /** The same, with a link to each change on a console. */
    public static String markdown(GateReport report, Optional<ConsoleLinks> console) {
        return GithubComment.of(report, console);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
