package dev.avenant.compatibility;

import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import java.util.List;

/**
 * The answer for one direction.
 *
 * @param verdict the worst of what the findings say
 * @param findings worst first, then by path; those of {@link Verdict#SAFE} effect do not touch the verdict
 */
public record DirectionResult(Verdict verdict, List<Finding> findings) {
    public DirectionResult {
        findings = List.copyOf(findings);
    }

    /** The direction that these findings make. */
    public static DirectionResult of(List<Finding> findings) {
        Verdict worst = Verdict.SAFE;
        for (Finding finding : findings) {
            worst = worst.worst(finding.effect());
        }
        return new DirectionResult(worst, findings);
    }
}
