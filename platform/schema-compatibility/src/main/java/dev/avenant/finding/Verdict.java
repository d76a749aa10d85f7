package dev.avenant.finding;

/** What happens to data written with one schema and read with another; in the order from best to worst. */
public enum Verdict {
    /** Every record decodes and keeps its value and meaning. */
    SAFE,
    /** Every record decodes, but some value silently changes. */
    CORRUPTS,
    /** Some record that was written with one schema cannot be decoded with the other. */
    BREAKS;

    /** The worse of the two. */
    public Verdict worst(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
