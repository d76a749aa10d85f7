package dev.avenant.registry.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The word that a resource, such as a topic, uses a subject.
 *
 * @param guid names this association
 * @param lifecycle STRONG when the subject lives and dies with the resource, otherwise WEAK
 * @param frozen whether it stays as it is until it ends, as every STRONG one does
 * @param createTs milliseconds since 1970; 0 as long as it is not written
 * @param updateTs milliseconds since 1970 of its last record
 */
public record ResourceAssociation(
        String subject,
        String guid,
        String resourceName,
        String resourceNamespace,
        String resourceId,
        String resourceType,
        String associationType,
        String lifecycle,
        @JsonIgnore boolean frozen,
        long createTs,
        long updateTs) {

    /** The lifecycle of a subject that lives and dies with its resource. */
    public static final String STRONG = "STRONG";

    /** The lifecycle of a subject that others may use too. */
    public static final String WEAK = "WEAK";

    /** The same as a record that was written then tells it. */
    ResourceAssociation at(long timestamp) {
        return new ResourceAssociation(
                subject,
                guid,
                resourceName,
                resourceNamespace,
                resourceId,
                resourceType,
                associationType,
                lifecycle,
                frozen,
                createTs == 0 ? timestamp : createTs,
                timestamp);
    }

    boolean isStrong() {
        return lifecycle.equals(STRONG);
    }
}
