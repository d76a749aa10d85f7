package dev.avenant.compatibility.diff;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.Comparison;
import dev.avenant.compatibility.ComparisonSettings;
import dev.avenant.compatibility.SchemaComparison;
import dev.avenant.finding.Verdict;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What changed between two versions, and what each compatibility level says to it.
 *
 * @param changes in the order of the new schema, what was removed after what stayed
 * @param verdicts the verdict of each level for this pair; the transitive levels say the same of one pair
 * @param comparison what the verdicts rest on
 */
public record SchemaDiff(List<Change> changes, Map<CompatibilityLevel, Verdict> verdicts, Comparison comparison) {
    public SchemaDiff {
        changes = List.copyOf(changes);
        verdicts = Map.copyOf(verdicts);
    }

    /** Compares two versions. */
    public static SchemaDiff between(ComparedSchema older, ComparedSchema newer) {
        Comparison comparison = SchemaComparison.compare(older, newer, ComparisonSettings.THOROUGH);
        Map<CompatibilityLevel, Verdict> verdicts = new EnumMap<>(CompatibilityLevel.class);
        for (CompatibilityLevel level : CompatibilityLevel.values()) {
            verdicts.put(level, comparison.verdict(level));
        }
        return new SchemaDiff(changes(older, newer), verdicts, comparison);
    }

    /** What changed between two versions, without a judgement. */
    public static List<Change> changes(ComparedSchema older, ComparedSchema newer) {
        return new DiffVisitor(older, newer).changes();
    }
}
