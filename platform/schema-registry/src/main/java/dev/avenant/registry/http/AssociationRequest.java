package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avenant.registry.catalog.Associations;
import dev.avenant.registry.catalog.RegistrationRequest;
import dev.avenant.registry.catalog.RestException;
import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.Arrays;
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
            @Nullable Boolean normalize,
            @Nullable String opType,
            @Nullable Boolean cascadeLifecycle) {

        /** What a batch does. */
        enum Operation {
            CREATE,
            UPSERT,
            DELETE
        }

        /** Throws a {@link RestException} 42212 for what is no operation. */
        Operation operation() {
            if (opType == null) {
                return Operation.CREATE;
            }
            return Arrays.stream(Operation.values())
                    .filter(known -> known.name().equalsIgnoreCase(opType))
                    .findFirst()
                    .orElseThrow(() -> RestException.of(
                            RegistryErrorCode.INVALID_ASSOCIATION, "opType", "must be CREATE, UPSERT or DELETE"));
        }

        String typeOrValue() {
            return associationType == null || associationType.isEmpty() ? "value" : associationType;
        }

        /** Throws a {@link RestException} 42210 for a schema with rules that no client could carry out, 42201 for reserved metadata. */
        Associations.Requested wish() {
            if (schema != null) {
                Rules.requireSound(schema.ruleSet());
                ReservedMetadata.requireFree(schema.metadata());
            }
            return new Associations.Requested(
                    subject,
                    associationType,
                    lifecycle,
                    frozen,
                    schema == null ? null : schema.content(),
                    new RegistrationRequest.Options(
                            Boolean.TRUE.equals(normalize),
                            false,
                            schema == null ? RegistrationRequest.Tagging.NONE : schema.tags()));
        }
    }

    Associations.Resource resource() {
        return new Associations.Resource(resourceName, resourceNamespace, resourceId, resourceType);
    }

    List<Associations.Requested> wishes() {
        return items().stream().map(Item::wish).toList();
    }

    /** Those that one kind of operation of a batch is for. */
    List<Associations.Requested> wishes(Item.Operation operation) {
        return items().stream()
                .filter(item -> item.operation() == operation)
                .map(Item::wish)
                .toList();
    }

    List<Item> items() {
        return associations == null
                ? List.of()
                : associations.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
    }
}
