package dev.avenant.console.registry;

import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.DirectionResult;
import dev.avenant.console.ShownText;
import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import dev.avenant.finding.Witness;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A finding as a page shows it.
 *
 * @param effect what it makes of its direction
 * @param path where in the schema
 * @param written the record that shows it, as it was written; null when no record does
 * @param read the same as it was read, or the failure; null when no record shows it
 * @param remedy what to do; null when nothing is known
 */
public record FindingView(
        Verdict effect,
        String rule,
        String path,
        String message,
        @Nullable String written,
        @Nullable String read,
        boolean failed,
        @Nullable String remedy) {

    /**
     * What one schema makes of what was written with the other.
     *
     * @param verdict the worst of all that was found
     * @param isCut whether there may be more than these findings
     */
    public record Direction(Verdict verdict, List<FindingView> findings, boolean isCut) {
        public Direction {
            findings = List.copyOf(findings);
        }

        static Direction of(DirectionResult result, Locale language) {
            return new Direction(
                    result.verdict(),
                    FindingView.of(result.findings(), language),
                    ComparisonSettings.THOROUGH.mayHaveLeftOut(result));
        }
    }

    static List<FindingView> of(List<Finding> findings, Locale language) {
        return findings.stream().map(finding -> of(finding, language)).toList();
    }

    private static FindingView of(Finding finding, Locale language) {
        Witness witness = finding.witness();
        return new FindingView(
                finding.effect(),
                finding.ruleId(),
                ShownText.line(finding.path()),
                ShownText.line(finding.said().in(language)),
                witness == null ? null : ShownText.line(witness.written()),
                witness == null
                        ? null
                        : ShownText.line(
                                witness.said() == null
                                        ? String.valueOf(witness.read())
                                        : witness.said().in(language)),
                witness != null && witness.said() != null,
                ShownText.lineOrNull(finding.remedy(language)));
    }
}
