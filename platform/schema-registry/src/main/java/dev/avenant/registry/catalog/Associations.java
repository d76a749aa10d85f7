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

    private static final String TOPIC = "topic";

    private final Catalog catalog;
    private final Journal journal;
    private final Registrar registrar;
    private final Remover remover;
    private final KeyWriter keys;

    public Associations(Catalog catalog, Journal journal, Registrar registrar, Remover remover, KeyWriter keys) {
        this.catalog = catalog;
        this.journal = journal;
        this.registrar = registrar;
        this.remover = remover;
        this.keys = keys;
    }

    /** Names the record of an association in the log. */
    @FunctionalInterface
    public interface KeyWriter {
        String keyOf(ResourceAssociation association);
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
    public record Wish(
            @Nullable String subject,
            @Nullable String associationType,
            @Nullable String lifecycle,
            @Nullable Boolean frozen,
            @Nullable SchemaContent schema,
            boolean normalize) {

        String typeOrValue() {
            return associationType == null || associationType.isEmpty() ? "value" : associationType;
        }

        boolean isStrong() {
            return ResourceAssociation.STRONG.equalsIgnoreCase(lifecycle) || (lifecycle == null && schema != null);
        }
    }

    /** What was made of a wish: null where all was so already. */
    public record Made(
            ResourceAssociation association, @Nullable SchemaVersion schema) {}

    /** Those that a predicate takes, in a fixed order. */
    public List<ResourceAssociation> find(Predicate<ResourceAssociation> wanted) {
        return catalog.associations().values().stream().filter(wanted).toList();
    }

    /**
     * Makes a resource use subjects.
     *
     * @param update whether the resource is there already, so that no schema may come with it
     * @param dryRun only checks
     */
    public List<Made> put(Resource resource, @Nullable List<Wish> wishes, boolean update, boolean dryRun) {
        require("resourceName", resource.name());
        require("resourceNamespace", resource.namespace());
        require("resourceId", resource.id());
        if (wishes == null || wishes.isEmpty()) {
            throw invalid("associations", "cannot be null or empty");
        }
        wishes.forEach(wish -> check(resource, wish, update));
        List<Made> made = new ArrayList<>();
        for (Wish wish : wishes) {
            put(resource, wish, dryRun).ifPresent(made::add);
        }
        return made;
    }

    private static void require(String property, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw invalid(property, "cannot be null or empty");
        }
    }

    private static RegistryFault invalid(String property, String detail) {
        return RegistryFault.of(RegistryErrorCode.INVALID_ASSOCIATION, property, detail);
    }

    private void check(Resource resource, Wish wish, boolean update) {
        require("subject", wish.subject());
        String lifecycle = wish.lifecycle();
        if (lifecycle != null
                && !lifecycle.equalsIgnoreCase(ResourceAssociation.STRONG)
                && !lifecycle.equalsIgnoreCase(ResourceAssociation.WEAK)) {
            throw invalid("lifecycle", "must be STRONG or WEAK");
        }
        if (wish.schema() != null && !wish.isStrong()) {
            throw invalid("lifecycle", "cannot be WEAK when schema is provided");
        }
        if (wish.isStrong() && Boolean.FALSE.equals(wish.frozen())) {
            throw invalid("frozen", "association with lifecycle of STRONG cannot be frozen=false");
        }
        if (wish.schema() != null && update) {
            throw invalid(
                    "schema",
                    "cannot be provided when adding an association to an existing topic; "
                            + "an association with a schema must be created with the topic");
        }
        String expected = ":." + resource.namespace() + ":" + resource.name() + "-" + wish.typeOrValue();
        if (wish.isStrong() && !expected.equals(wish.subject())) {
            throw invalid("subject", "frozen associations must use subject '" + expected + "'");
        }
        if (wish.schema() == null && catalog.latest(normalized(wish)).isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.NO_ACTIVE_VERSION, normalized(wish));
        }
    }

    private static String normalized(Wish wish) {
        return QualifiedSubject.normalize(Objects.requireNonNullElse(wish.subject(), ""));
    }

    private Optional<Made> put(Resource resource, Wish wish, boolean dryRun) {
        String subject = normalized(wish);
        ResourceAssociation wanted = association(resource, wish, subject);
        Optional<ResourceAssociation> same =
                find(held -> isFor(held, wanted)).stream().findFirst();
        if (same.isPresent()) {
            if (same.get().subject().equals(subject) && same.get().lifecycle().equals(wanted.lifecycle())) {
                return Optional.empty();
            }
            if (!same.get().subject().equals(subject)) {
                throw RegistryFault.of(
                        RegistryErrorCode.ASSOCIATION_FOR_RESOURCE_EXISTS,
                        wanted.associationType(),
                        wanted.resourceName());
            }
        }
        boolean taken = !find(held -> held.subject().equals(subject)
                        && !isFor(held, wanted)
                        && (wish.isStrong() || held.lifecycle().equals(ResourceAssociation.STRONG)))
                .isEmpty();
        if (taken) {
            throw RegistryFault.of(RegistryErrorCode.ASSOCIATION_FOR_SUBJECT_EXISTS, subject);
        }
        SchemaContent schema = wish.schema();
        if (dryRun) {
            return Optional.of(new Made(wanted, null));
        }
        SchemaVersion registered = schema == null
                ? null
                : registrar
                        .register(new Registration(subject, schema, null, null, wish.normalize(), false))
                        .version();
        String key = keys.keyOf(wanted);
        journal.write(new Journal.Change<>(
                () -> Journal.Plan.of(true, new RegistryRecord.AssociationSet(key, wanted)), true));
        return Optional.of(new Made(wanted, registered));
    }

    private static boolean isFor(ResourceAssociation held, ResourceAssociation wanted) {
        return held.resourceId().equals(wanted.resourceId())
                && held.resourceType().equals(wanted.resourceType())
                && held.associationType().equals(wanted.associationType());
    }

    private static ResourceAssociation association(Resource resource, Wish wish, String subject) {
        long now = System.currentTimeMillis();
        return new ResourceAssociation(
                subject,
                UUID.randomUUID().toString(),
                Objects.requireNonNullElse(resource.name(), ""),
                Objects.requireNonNullElse(resource.namespace(), ""),
                Objects.requireNonNullElse(resource.id(), ""),
                resource.typeOrTopic(),
                wish.typeOrValue(),
                wish.isStrong() ? ResourceAssociation.STRONG : ResourceAssociation.WEAK,
                null,
                now,
                now);
    }

    /** Ends associations of a resource; with {@code cascade} the subjects that lived with it go too. */
    public void remove(String resourceId, Predicate<ResourceAssociation> wanted, boolean cascade, boolean dryRun) {
        List<ResourceAssociation> found = find(held -> held.resourceId().equals(resourceId) && wanted.test(held));
        if (found.isEmpty()) {
            throw RegistryFault.of(RegistryErrorCode.ASSOCIATION_NOT_FOUND, resourceId);
        }
        if (dryRun) {
            return;
        }
        for (ResourceAssociation association : found) {
            String key = keys.keyOf(association);
            journal.write(new Journal.Change<>(
                    () -> Journal.Plan.of(true, new RegistryRecord.AssociationSet(key, null)), true));
            if (cascade && association.lifecycle().equals(ResourceAssociation.STRONG)) {
                remover.eraseSubject(association.subject());
            }
        }
    }
}
