package dev.avenant.registry.catalog;

/** How a subject lives beside the resource that uses it. Its name and those of its values are seen in error messages. */
public enum LifecyclePolicy {
    /** It goes when the resource goes, and is nobody else's. */
    STRONG,
    /** It stays, and others may use it too. */
    WEAK
}
