package dev.avenant.registry.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The word that a resource, such as a topic, uses a subject.
 *
 * @param guid names this association
 * @param lifecycle STRONG when the subject lives and dies with the resource, otherwise WEAK
 * @param createTs milliseconds since 1970
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResourceAssociation(
        String subject,
        String guid,
        String resourceName,
        String resourceNamespace,
        String resourceId,
        String resourceType,
        String associationType,
        String lifecycle,
        @Nullable Boolean frozen,
        long createTs,
        long updateTs) {

    /** This one in the place of another, whose name and beginning it keeps. */
    ResourceAssociation replacing(ResourceAssociation before) {
        return new ResourceAssociation(
                subject,
                before.guid,
                resourceName,
                resourceNamespace,
                resourceId,
                resourceType,
                associationType,
                lifecycle,
                frozen,
                before.createTs,
                updateTs);
    }

    /** The lifecycle of a subject that lives and dies with its resource. */
    public static final String STRONG = "STRONG";

    /** The lifecycle of a subject that others may use too. */
    public static final String WEAK = "WEAK";
}
