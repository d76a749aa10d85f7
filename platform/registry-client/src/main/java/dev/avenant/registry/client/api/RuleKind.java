package dev.avenant.registry.client.api;

/** What a {@link DataContractRule} does with a value. */
public enum RuleKind {
    /** It says whether the value is right. */
    CONDITION,
    /** It makes another value of it. */
    TRANSFORM
}
