package dev.avenant.compatibility;

import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * A new schema against the released versions before it, under a compatibility level.
 *
 * <p>A transitive level asks every released version, the others the latest alone. What is found in a direction that
 * the level does not ask for is in the comparisons and does not count.
 */
public final class LevelCheck {
    private LevelCheck() {}

    /**
     * A released version that later ones are compared with.
     *
     * @param label what messages call it, such as {@code v2}
     */
    public record Released(String label, ComparedSchema schema) {}

    /** One released version and what comparing the new schema with it has found. */
    public record Against(String label, Comparison comparison) {}

    /**
     * The answer.
     *
     * @param verdict the worst in the directions and versions that the level asks for
     * @param against one entry for each version that was asked, the latest first
     */
    public record Result(CompatibilityLevel level, Verdict verdict, List<Against> against) {
        public Result {
            against = List.copyOf(against);
        }

        /** Whether the new schema may be released under the level. */
        public boolean compatible() {
            return verdict == Verdict.SAFE;
        }
    }

    /**
     * Compares.
     *
     * @param released in the order of their release, the latest last; may be empty
     */
    public static Result check(ComparedSchema candidate, List<Released> released, CompatibilityLevel level) {
        List<Against> against = new ArrayList<>();
        Verdict worst = Verdict.SAFE;
        for (Released version : level.versionsToCheck(released)) {
            Comparison comparison = SchemaComparison.compare(version.schema(), candidate, ComparisonSettings.QUICK);
            against.add(new Against(version.label(), comparison));
            worst = worst.worst(comparison.verdict(level));
        }
        return new Result(level, worst, against);
    }
}
