package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avenant.registry.catalog.Associations;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body that makes a resource use subjects. */
@JsonIgnoreProperties(ignoreUnknown = true)
record AssociationRequest(
        @Nullable String resourceName,
        @Nullable String resourceNamespace,
        @Nullable String resourceId,
        @Nullable String resourceType,
        @Nullable List<@Nullable Item> associations) {

    /** One subject. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Item(
            @Nullable String subject,
            @Nullable String associationType,
            @Nullable String lifecycle,
            @Nullable Boolean frozen,
            @Nullable RegisterSchemaRequest schema,
            @Nullable Boolean normalize) {

        Associations.Requested wish() {
            return new Associations.Requested(
                    subject,
                    associationType,
                    lifecycle,
                    frozen,
                    schema == null ? null : schema.content(),
                    Boolean.TRUE.equals(normalize));
        }
    }

    Associations.Resource resource() {
        return new Associations.Resource(resourceName, resourceNamespace, resourceId, resourceType);
    }

    List<Associations.Requested> wishes() {
        return associations == null
                ? List.of()
                : associations.stream()
                        .filter(Objects::nonNull)
                        .map(item -> Objects.requireNonNull(item).wish())
                        .toList();
    }
}
