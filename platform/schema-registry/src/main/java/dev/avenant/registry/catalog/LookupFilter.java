package dev.avenant.registry.catalog;

/** Which versions a question is about. */
public enum LookupFilter {
    /** Those that are not deleted. */
    ACTIVE,
    /** Those too that are softly deleted. */
    ALL,
    /** Only those that are softly deleted. */
    DELETED;

    /** From the two query parameters of the API. */
    public static LookupFilter of(boolean deleted, boolean deletedOnly) {
        return deletedOnly ? DELETED : deleted ? ALL : ACTIVE;
    }

    boolean accepts(SchemaVersion version) {
        return this == ALL || version.deleted() == (this == DELETED);
    }
}
