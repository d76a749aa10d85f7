package dev.avenant.compatibility;

/**
 * How thoroughly two schemas are compared.
 *
 * @param seed what generated records are made from
 * @param allWitnesses whether records that visit the whole schema are generated, encoded and decoded beside the rules;
 *     otherwise only those that show a finding
 * @param maxFindings how many findings are kept for a direction, at least 1; the verdict takes account of all
 */
public record ComparisonSettings(long seed, boolean allWitnesses, int maxFindings) {
    /** Everything, for one pair. */
    public static final ComparisonSettings THOROUGH = new ComparisonSettings(20_260_101L, true, 1_000);
    /** The rules alone, for many pairs; tests hold that the verdict is the same. */
    public static final ComparisonSettings QUICK = new ComparisonSettings(20_260_101L, false, 1_000);

    public ComparisonSettings {
        if (maxFindings < 1) {
            throw new IllegalArgumentException("maxFindings must be at least 1 but was " + maxFindings);
        }
    }
}
