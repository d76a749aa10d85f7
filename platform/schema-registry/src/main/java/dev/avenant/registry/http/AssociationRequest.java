package dev.avenant.registry.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avenant.registry.catalog.Associations;
import dev.avenant.registry.catalog.LifecyclePolicy;
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
            @Nullable LifecyclePolicy lifecycle,
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

        /** Throws a {@link RestException} 400 for what is no operation, in the words of Confluent's server. */
        Operation operation() {
            String failure = opType == null
                    ? "Could not resolve subtype of `AssociationOp`: missing type id property 'opType'"
                    : "Could not resolve type id '" + opType
                            + "' as a subtype of `AssociationOp`: known type ids = [CREATE, DELETE, UPSERT]";
            return Arrays.stream(Operation.values())
                    .filter(known -> known.name().equals(opType))
                    .findFirst()
                    .orElseThrow(() -> new RestException(400, 400, failure + " (for POJO property 'associations')"));
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

    /** The same for the resource of a path; throws a {@link RestException} 42212 when it is said to be of another one. */
    AssociationRequest of(String id) {
        if (resourceId != null && !resourceId.equals(id)) {
            throw RestException.of(
                    RegistryErrorCode.INVALID_ASSOCIATION,
                    "resourceId",
                    "Resource ID in the path parameter does not match the resource ID in the request body");
        }
        return new AssociationRequest(resourceName, resourceNamespace, id, resourceType, associations);
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
