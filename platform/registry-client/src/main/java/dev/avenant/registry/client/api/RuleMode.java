package dev.avenant.registry.client.api;

/** When a {@link DataContractRule} applies. */
public enum RuleMode {
    /** When a value is read with a newer schema. */
    UPGRADE,
    /** When a value is read with an older schema. */
    DOWNGRADE,
    /** When a value is read with another schema, newer or older. */
    UPDOWN,
    /** When a value is written. */
    WRITE,
    /** When a value is read. */
    READ,
    /** When a value is written, and when it is read. */
    WRITEREAD
}
