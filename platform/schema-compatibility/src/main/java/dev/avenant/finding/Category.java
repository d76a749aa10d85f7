package dev.avenant.finding;

/** What a finding is about. */
public enum Category {
    /** Bytes that cannot be decoded. */
    WIRE,
    /** Values that decode and mean something else, or a schema that does not say what its author meant. */
    SEMANTIC,
    /** Generated Java classes. */
    JAVA,
    /** Tables that records are written to. */
    TABLE,
    /** The bytes of a key, and with them partitioning and compaction. */
    KEY
}
