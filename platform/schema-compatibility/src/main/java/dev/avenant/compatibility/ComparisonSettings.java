package dev.avenant.compatibility;

import dev.avenant.compatibility.readers.DeclaredReaders;

/**
 * How thoroughly two schemas are compared.
 *
 * @param seed what generated records are made from
 * @param allWitnesses whether records that visit the whole schema are generated, encoded and decoded beside the rules;
 *     otherwise only those that show a finding
 * @param maxFindings how many findings are kept for a direction, at least 1; the verdict takes account of all
 * @param readers which Avro implementations the verdict is for; none for the one that the comparison runs on
 * @param shown whether findings are shown by records
 */
public record ComparisonSettings(
        long seed, boolean allWitnesses, int maxFindings, DeclaredReaders readers, boolean shown) {
    /** Everything, for one pair. */
    public static final ComparisonSettings THOROUGH =
            new ComparisonSettings(20_260_101L, true, 1_000, DeclaredReaders.none(), true);
    /** The rules alone, for many pairs; tests hold that the verdict is the same. */
    public static final ComparisonSettings QUICK =
            new ComparisonSettings(20_260_101L, false, 1_000, DeclaredReaders.none(), true);

    /** The rules alone, and no record that shows what they find. */
    public static final ComparisonSettings BARE =
            new ComparisonSettings(20_260_101L, false, 1_000, DeclaredReaders.none(), false);

    public ComparisonSettings {
        if (maxFindings < 1) {
            throw new IllegalArgumentException("maxFindings must be at least 1 but was " + maxFindings);
        }
    }

    /** The same for declared readers. */
    public ComparisonSettings withReaders(DeclaredReaders declared) {
        return new ComparisonSettings(seed, allWitnesses, maxFindings, declared, shown);
    }

    /** The same with more findings, or fewer. */
    public ComparisonSettings withMaxFindings(int most) {
        return new ComparisonSettings(seed, allWitnesses, most, readers, shown);
    }

    /** Whether so many findings of a direction were kept that there may be more. */
    public boolean mayHaveLeftOut(DirectionResult found) {
        return found.findings().size() >= maxFindings;
    }

    /** The same with other generated records. */
    public ComparisonSettings withSeed(long other) {
        return new ComparisonSettings(other, allWitnesses, maxFindings, readers, shown);
    }
}
