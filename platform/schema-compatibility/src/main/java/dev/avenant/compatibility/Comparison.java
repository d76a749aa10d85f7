package dev.avenant.compatibility;

import dev.avenant.finding.Finding;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What comparing two versions of a schema has found.
 *
 * @param backward the new schema reads what was written with the old one
 * @param forward the old schema reads what was written with the new one
 * @param invalid what in the new schema Avro accepts and cannot work
 * @param invalidBefore the same in the old schema, for information, when the comparison is thorough
 * @param seed what the generated records were made from; the same seed makes the same records
 */
public record Comparison(
        DirectionResult backward,
        DirectionResult forward,
        List<Finding> invalid,
        List<Finding> invalidBefore,
        long seed) {
    public Comparison {
        invalid = List.copyOf(invalid);
        invalidBefore = List.copyOf(invalidBefore);
    }

    /** The same with more that the new schema breaks of what was written with the old one. */
    public Comparison withBackward(List<Finding> more) {
        List<Finding> all = new ArrayList<>(backward.findings());
        all.addAll(more);
        all.sort(Comparator.comparing(Finding::effect).reversed());
        return new Comparison(
                new DirectionResult(
                        backward.verdict().worst(DirectionResult.of(more).verdict()), all),
                forward,
                invalid,
                invalidBefore,
                seed);
    }

    /** The worst verdict among the directions that a level asks for. */
    public Verdict verdict(CompatibilityLevel level) {
        Verdict worst = level.checksBackward() ? backward.verdict() : Verdict.SAFE;
        return level.checksForward() ? worst.worst(forward.verdict()) : worst;
    }
}
