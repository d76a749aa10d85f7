package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

        /** The subject that lives and dies with the resource. */
        String ownSubject(String associationType) {
            return ":." + namespace + ":" + name + "-" + associationType;
        }

        /** Who asks what would happen need not know the id yet. */
        boolean has(ResourceAssociation association) {
            if (!association.resourceType().equals(typeOrTopic())) {
                return false;
            }
            return (id == null || id.isEmpty())
                    ? association.resourceName().equals(name)
                            && association.resourceNamespace().equals(namespace)
                    : association.resourceId().equals(id);
        }
    }

    /**
     * What a request wants a resource to use.
     *
     * @param registering how the schema is registered
     */
    public record Requested(
            @Nullable String subject,
            @Nullable String associationType,
            @Nullable LifecyclePolicy lifecycle,
            @Nullable Boolean frozen,
            @Nullable SchemaContent schema,
            RegistrationRequest.Options registering) {

        String typeOrValue() {
            return associationType == null || associationType.isEmpty() ? "value" : associationType;
        }

        /** Whether the subject is to live and die with the resource: said, or since its schema comes along or it is its own. */
        boolean isStrong(String ownSubject) {
            return lifecycle == null
                    ? schema != null || subject == null || subject.equals(ownSubject)
                    : lifecycle == LifecyclePolicy.STRONG;
        }
    }

    /** What was made of a request. */
    public record Result(
            ResourceAssociation association, @Nullable SchemaVersion schema) {}

    /** Those that a predicate takes, in a fixed order. */
    public List<ResourceAssociation> find(Predicate<ResourceAssociation> wanted) {
        return catalog.associations().values().stream().filter(wanted).toList();
    }

    /**
     * How a resource is made to use subjects.
     *
     * @param update whether it is there already
     * @param dryRun only checks
     * @param context where subjects are that name no context of their own, null for the default one
     */
    public record Options(
            boolean update, boolean dryRun, @Nullable String context) {

        String qualify(String subject) {
            return context == null ? QualifiedSubject.normalize(subject) : QualifiedSubject.inContext(context, subject);
        }
    }

    /**
     * What is to be done for one association.
     *
     * @param held what is there, null for nothing
     */
    private record Step(
            Requested requested,
            ResourceAssociation wanted,
            @Nullable ResourceAssociation held) {

        boolean isDone() {
            return held != null && requested.schema() == null;
        }
    }

    /** Throws what {@link #put} would throw for requests that can be seen to be wrong before anything is looked up. */
    public void check(Resource resource, List<Requested> requests, Options options) {
        if (!requests.isEmpty()) {
            AssociationChecks.check(resource, requests, options);
        }
    }

    /** All that a resource has, with the schemas that came along in what was made. */
    public List<Result> standing(Resource resource, List<Result> made) {
        return find(resource::has).stream()
                .map(held -> made.stream()
                        .filter(one -> one.association().guid().equals(held.guid()))
                        .findFirst()
                        .orElseGet(() -> new Result(held, null)))
                .toList();
    }

    /** Makes a resource use subjects, and gives what was not so before; nothing when it only checks. */
    public List<Result> put(Resource resource, List<Requested> requests, Options options) {
        AssociationChecks.check(resource, requests, options);
        List<Step> steps = new ArrayList<>();
        for (Requested requested : requests) {
            steps.add(step(resource, requested, options));
        }
        AssociationChecks.requireOneLifecycle(lifecycles(resource, steps));
        steps.removeIf(Step::isDone);
        steps.forEach(this::requireFree);
        steps.forEach(step -> requireUnreferenced(step.wanted(), steps));
        steps.forEach(this::requireVersion);
        if (options.dryRun()) {
            steps.forEach(this::checkSchema);
            return List.of();
        }
        return steps.stream().map(step -> perform(resource, step, options)).toList();
    }

    private Step step(Resource resource, Requested requested, Options options) {
        ResourceAssociation held = find(resource::has).stream()
                .filter(one -> one.associationType().equals(requested.typeOrValue()))
                .findFirst()
                .orElse(null);
        if (held != null && options.update()) {
            requireSameSubject(resource, requested, held, options);
            AssociationChecks.checkUpdate(held, requested);
            return new Step(requested, held, held);
        }
        if (options.update()) {
            AssociationChecks.requireNoSchema(requested);
            AssociationChecks.checkSubject(resource, requested);
        }
        ResourceAssociation wanted = association(resource, requested, options);
        if (held != null
                && (!held.subject().equals(wanted.subject())
                        || !held.lifecycle().equals(wanted.lifecycle()))) {
            throw exists(resource, requested);
        }
        // Who creates what is there creates nothing, and so no schema either.
        return held == null ? new Step(requested, wanted, null) : new Step(without(requested), held, held);
    }

    private static void requireSameSubject(
            Resource resource, Requested requested, ResourceAssociation held, Options options) {
        if (requested.subject() != null && !held.subject().equals(options.qualify(requested.subject()))) {
            throw exists(resource, requested);
        }
    }

    private static RestException exists(Resource resource, Requested requested) {
        return RestException.of(
                RegistryErrorCode.ASSOCIATION_FOR_RESOURCE_EXISTS,
                requested.typeOrValue(),
                String.valueOf(resource.name()));
    }

    private static Requested without(Requested requested) {
        return new Requested(
                requested.subject(),
                requested.associationType(),
                requested.lifecycle(),
                requested.frozen(),
                null,
                requested.registering());
    }

    /** By type: of what stays as it is, and then of what was asked for. */
    private Map<String, String> lifecycles(Resource resource, List<Step> steps) {
        Map<String, String> wanted = new LinkedHashMap<>();
        steps.forEach(step ->
                wanted.put(step.wanted().associationType(), step.wanted().lifecycle()));
        Map<String, String> lifecycles = new LinkedHashMap<>();
        find(resource::has).stream()
                .filter(held -> !wanted.containsKey(held.associationType()))
                .forEach(held -> lifecycles.put(held.associationType(), held.lifecycle()));
        lifecycles.putAll(wanted);
        return lifecycles;
    }

    private void requireFree(Step step) {
        ResourceAssociation wanted = step.wanted();
        List<ResourceAssociation> others =
                find(held -> held.subject().equals(wanted.subject()) && !held.equals(step.held()));
        if (others.stream().anyMatch(ResourceAssociation::isStrong)) {
            throw RestException.of(RegistryErrorCode.STRONG_ASSOCIATION_EXISTS, wanted.subject());
        }
        if (!others.isEmpty() && wanted.isStrong()) {
            throw RestException.of(RegistryErrorCode.ASSOCIATION_FOR_SUBJECT_EXISTS, wanted.subject());
        }
    }

    /** Nothing refers to a subject that goes with its resource: no version, deleted or not, and no schema of the request. */
    private void requireUnreferenced(ResourceAssociation wanted, List<Step> steps) {
        if (!wanted.isStrong()) {
            return;
        }
        String subject = wanted.subject();
        boolean registered = catalog.versions(subject, LookupFilter.ALL).stream()
                .anyMatch(version ->
                        !catalog.referrers(subject, version.version(), true).isEmpty());
        boolean requested = steps.stream()
                .flatMap(step -> registration(step).stream())
                .anyMatch(request -> request.referencedSubjects().contains(subject));
        if (registered || requested) {
            RegistryErrorCode code = RegistryErrorCode.REFERENCE_EXISTS;
            throw new RestException(
                    code.status(), code.code(), "One or more references exist to the schema " + subject + ".");
        }
    }

    private void requireVersion(Step step) {
        String subject = step.wanted().subject();
        if (step.requested().schema() != null) {
            AssociationChecks.requireNotImporting(catalog, subject);
        } else {
            requireActive(subject);
        }
    }

    private void requireActive(String subject) {
        if (catalog.latest(subject).isEmpty()) {
            throw RestException.of(RegistryErrorCode.NO_ACTIVE_VERSION, subject);
        }
    }

    private static Optional<RegistrationRequest> registration(Step step) {
        return Optional.ofNullable(step.requested().schema())
                .map(schema -> new RegistrationRequest(
                        step.wanted().subject(),
                        schema,
                        null,
                        null,
                        step.requested().registering()));
    }

    private void checkSchema(Step step) {
        registration(step).ifPresent(registration::checkRegistrable);
    }

    private Result perform(Resource resource, Step step, Options options) {
        SchemaVersion registered = registration(step)
                .map(request -> registration.register(request).version())
                .orElse(null);
        ResourceAssociation association = step.held() == null
                ? coordinator.write(WriteOperation.exclusive(() -> generate(resource, step.requested(), options)))
                : step.held();
        return new Result(association, registered);
    }

    /** Looks once more, since others may have written after the request was checked; its schema is registered by now. */
    private CoordinatorResult<ResourceAssociation> generate(Resource resource, Requested requested, Options options) {
        Step step = step(resource, requested, options);
        List<Step> alone = List.of(step);
        AssociationChecks.requireOneLifecycle(lifecycles(resource, alone));
        if (step.held() != null) {
            return CoordinatorResult.of(step.held());
        }
        requireFree(step);
        requireUnreferenced(step.wanted(), alone);
        requireActive(step.wanted().subject());
        return CoordinatorResult.of(step.wanted(), AssociationRecord.set(step.wanted()));
    }

    private static ResourceAssociation association(Resource resource, Requested requested, Options options) {
        String own = resource.ownSubject(requested.typeOrValue());
        boolean strong = requested.isStrong(own);
        return new ResourceAssociation(
                options.qualify(requested.subject() == null ? own : requested.subject()),
                UUID.randomUUID().toString(),
                Objects.requireNonNullElse(resource.name(), ""),
                Objects.requireNonNullElse(resource.namespace(), ""),
                Objects.requireNonNullElse(resource.id(), ""),
                resource.typeOrTopic(),
                requested.typeOrValue(),
                strong ? ResourceAssociation.STRONG : ResourceAssociation.WEAK,
                strong,
                0,
                0);
    }

    /** Ends associations of a resource; with {@code cascade} the subjects that lived with it go too, and frozen ones end only so. */
    public void remove(String resourceId, Predicate<ResourceAssociation> wanted, boolean cascade, boolean dryRun) {
        List<ResourceAssociation> found = find(held -> held.resourceId().equals(resourceId) && wanted.test(held));
        if (found.isEmpty()) {
            throw RestException.of(RegistryErrorCode.ASSOCIATION_NOT_FOUND, resourceId);
        }
        if (!cascade) {
            found.stream().filter(ResourceAssociation::frozen).findFirst().ifPresent(frozen -> {
                throw RestException.of(
                        RegistryErrorCode.ASSOCIATION_FROZEN, frozen.associationType(), frozen.subject());
            });
        }
        if (dryRun) {
            return;
        }
        for (ResourceAssociation association : found) {
            boolean ended = coordinator.write(WriteOperation.exclusive(() -> generateEnd(association)));
            if (ended && cascade && association.isStrong()) {
                deletion.eraseSubject(association.subject());
            }
        }
    }

    /** False when it is not there any more: one that took its place since stays. */
    private CoordinatorResult<Boolean> generateEnd(ResourceAssociation association) {
        return catalog.associations().entrySet().stream()
                .filter(held -> held.getValue().equals(association))
                .findFirst()
                .map(held -> CoordinatorResult.of(true, AssociationRecord.ended(held.getKey())))
                .orElseGet(() -> CoordinatorResult.of(false));
    }
}
