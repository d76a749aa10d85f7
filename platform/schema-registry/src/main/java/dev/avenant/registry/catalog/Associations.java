package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps who uses which subject: a topic's key or value, say. */
public final class Associations {

    static final String TOPIC = "topic";

    private final Catalog catalog;
    private final RegistryCoordinator coordinator;
    private final SchemaRegistration registration;
    private final SubjectDeletion deletion;

    public Associations(
            Catalog catalog,
            RegistryCoordinator coordinator,
            SchemaRegistration registration,
            SubjectDeletion deletion) {
        this.catalog = catalog;
        this.coordinator = coordinator;
        this.registration = registration;
        this.deletion = deletion;
    }

    /** The resource that a request is about. */
    public record Resource(
            @Nullable String name,
            @Nullable String namespace,
            @Nullable String id,
            @Nullable String type) {

        String typeOrTopic() {
            return type == null || type.isEmpty() ? TOPIC : type;
        }
    }

    /** What a request wants a resource to use. */
    public record Requested(
            @Nullable String subject,
            @Nullable String associationType,
            @Nullable String lifecycle,
            @Nullable Boolean frozen,
            @Nullable SchemaContent schema,
            boolean normalize) {

        String typeOrValue() {
            return associationType == null || associationType.isEmpty() ? "value" : associationType;
        }

        /** Whether the subject is to live and die with the resource: said, or since its schema comes along. */
        boolean isStrong() {
            return ResourceAssociation.STRONG.equalsIgnoreCase(lifecycle) || (lifecycle == null && schema != null);
        }
    }

    /** What was made of a request: null where all was so already. */
    public record Result(
            ResourceAssociation association, @Nullable SchemaVersion schema) {}

    /** Those that a predicate takes, in a fixed order. */
    public List<ResourceAssociation> find(Predicate<ResourceAssociation> wanted) {
        return catalog.associations().values().stream().filter(wanted).toList();
    }

    /**
     * How a resource is made to use subjects.
     *
     * @param update whether it is there already, so that no schema may come with it and a lifecycle may change
     * @param dryRun only checks
     * @param context where subjects are that name no context of their own, null for the default one
     */
    public record Options(
            boolean update, boolean dryRun, @Nullable String context) {

        String qualify(String subject) {
            return context == null ? QualifiedSubject.normalize(subject) : QualifiedSubject.inContext(context, subject);
        }
    }

    /** Makes a resource use subjects, and gives what was not so before; nothing when it only checks. */
    public List<Result> put(Resource resource, List<Requested> requests, Options options) {
        AssociationChecks.check(resource, requests, options);
        List<Result> results = new ArrayList<>();
        for (Requested requested : requests) {
            ResourceAssociation wanted =
                    association(resource, requested, options.qualify(AssociationChecks.subject(resource, requested)));
            Optional<ResourceAssociation> held =
                    find(one -> isFor(one, wanted)).stream().findFirst();
            if (held.filter(one -> isSame(one, wanted)).isPresent()) {
                continue;
            }
            held.ifPresent(one -> requireChangeable(one, wanted, options));
            requireFree(wanted);
            if (requested.schema() == null && catalog.latest(wanted.subject()).isEmpty()) {
                throw RestException.of(RegistryErrorCode.NO_ACTIVE_VERSION, wanted.subject());
            }
            if (!options.dryRun()) {
                results.add(put(held.map(wanted::replacing).orElse(wanted), requested));
            }
        }
        return results;
    }

    private static boolean isSame(ResourceAssociation held, ResourceAssociation wanted) {
        return held.subject().equals(wanted.subject()) && held.lifecycle().equals(wanted.lifecycle());
    }

    /** What is there gives way to an update of its lifecycle, as long as it does not live and die with its resource. */
    private static void requireChangeable(ResourceAssociation held, ResourceAssociation wanted, Options options) {
        if (!options.update() || !held.subject().equals(wanted.subject())) {
            throw RestException.of(
                    RegistryErrorCode.ASSOCIATION_FOR_RESOURCE_EXISTS, wanted.associationType(), wanted.resourceName());
        }
        if (held.lifecycle().equals(ResourceAssociation.STRONG)) {
            throw RestException.of(RegistryErrorCode.ASSOCIATION_FROZEN, held.associationType(), held.subject());
        }
    }

    private void requireFree(ResourceAssociation wanted) {
        List<ResourceAssociation> others =
                find(held -> held.subject().equals(wanted.subject()) && !isFor(held, wanted));
        if (others.stream().anyMatch(held -> held.lifecycle().equals(ResourceAssociation.STRONG))) {
            throw RestException.of(RegistryErrorCode.STRONG_ASSOCIATION_EXISTS, wanted.subject());
        }
        if (!others.isEmpty() && wanted.lifecycle().equals(ResourceAssociation.STRONG)) {
            throw RestException.of(RegistryErrorCode.ASSOCIATION_FOR_SUBJECT_EXISTS, wanted.subject());
        }
    }

    private Result put(ResourceAssociation wanted, Requested requested) {
        SchemaContent schema = requested.schema();
        RegistrationRequest.Options registering =
                new RegistrationRequest.Options(requested.normalize(), false, RegistrationRequest.Tagging.NONE);
        SchemaVersion registered = schema == null
                ? null
                : registration
                        .register(new RegistrationRequest(wanted.subject(), schema, null, null, registering))
                        .version();
        coordinator.write(WriteOperation.exclusive(() -> CoordinatorResult.of(true, AssociationRecord.set(wanted))));
        return new Result(wanted, registered);
    }

    private static boolean isFor(ResourceAssociation held, ResourceAssociation wanted) {
        return held.resourceId().equals(wanted.resourceId())
                && held.resourceType().equals(wanted.resourceType())
                && held.associationType().equals(wanted.associationType());
    }

    private static ResourceAssociation association(Resource resource, Requested requested, String subject) {
        long now = System.currentTimeMillis();
        return new ResourceAssociation(
                subject,
                UUID.randomUUID().toString(),
                Objects.requireNonNullElse(resource.name(), ""),
                Objects.requireNonNullElse(resource.namespace(), ""),
                Objects.requireNonNullElse(resource.id(), ""),
                resource.typeOrTopic(),
                requested.typeOrValue(),
                requested.isStrong() ? ResourceAssociation.STRONG : ResourceAssociation.WEAK,
                null,
                now,
                now);
    }

    /** Ends associations of a resource; with {@code cascade} the subjects that lived with it go too. */
    public void remove(String resourceId, Predicate<ResourceAssociation> wanted, boolean cascade, boolean dryRun) {
        List<ResourceAssociation> found = find(held -> held.resourceId().equals(resourceId) && wanted.test(held));
        if (found.isEmpty()) {
            throw RestException.of(RegistryErrorCode.ASSOCIATION_NOT_FOUND, resourceId);
        }
        if (dryRun) {
            return;
        }
        for (ResourceAssociation association : found) {
            coordinator.write(
                    WriteOperation.exclusive(() -> CoordinatorResult.of(true, AssociationRecord.ended(association))));
            if (cascade && association.lifecycle().equals(ResourceAssociation.STRONG)) {
                deletion.eraseSubject(association.subject());
            }
        }
    }
}
