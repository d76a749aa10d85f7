package dev.avenant.registry.client.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The registry's word that a resource, such as a topic, uses a subject.
 *
 * @param subject the subject that holds the resource's schemas
 * @param associationType {@code key} or {@code value}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Association(
        @Nullable String subject,
        @Nullable String resourceName,
        @Nullable String resourceType,
        @Nullable String associationType) {}
