package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a request about associations must be like. */
final class AssociationChecks {

    private static final int LONGEST_NAME = 256;
    private static final Set<String> TYPES = Set.of("key", "value");
    private static final String FROZEN = "frozen";
    private static final String SCHEMA = "schema";

    private AssociationChecks() {}

    /** What can be said of a request before anything is looked up. */
    static void check(
            Associations.Resource resource, List<Associations.Requested> requests, Associations.Options options) {
        requireResource(resource, options.dryRun());
        if (requests.isEmpty()) {
            throw invalid("associations", "cannot be null or empty");
        }
        Set<String> types = new HashSet<>();
        for (Associations.Requested requested : requests) {
            check(requested);
            if (!options.update()) {
                checkSubject(resource, requested);
            }
            if (!types.add(requested.typeOrValue())) {
                throw invalid("associationType", "is there twice: '" + requested.typeOrValue() + "'");
            }
        }
    }

    static void requireResource(Associations.Resource resource, boolean dryRun) {
        requireName("resourceName", resource.name());
        requireName("resourceNamespace", resource.namespace());
        if (!dryRun && isEmpty(resource.id())) {
            throw invalid("resourceId", "cannot be null or empty");
        }
        if (!resource.typeOrTopic().equals(Associations.TOPIC)) {
            throw invalid("resourceType", "must be '" + Associations.TOPIC + "'");
        }
    }

    private static void check(Associations.Requested requested) {
        String subject = requested.subject();
        if (subject != null && (subject.isEmpty() || subject.chars().anyMatch(Character::isISOControl))) {
            throw invalid("subject", "must not be empty");
        }
        if (!TYPES.contains(requested.typeOrValue())) {
            throw invalid("associationType", "must be either 'key' or 'value'");
        }
        boolean weak = requested.lifecycle() == LifecyclePolicy.WEAK;
        if (weak && Boolean.TRUE.equals(requested.frozen())) {
            throw invalid(FROZEN, "association with lifecycle of WEAK cannot be frozen");
        }
        if (weak && requested.schema() != null) {
            throw invalid("lifecycle", "cannot be WEAK when schema is provided");
        }
        if (requested.lifecycle() == LifecyclePolicy.STRONG && Boolean.FALSE.equals(requested.frozen())) {
            throw invalid(FROZEN, "association with lifecycle of STRONG cannot be frozen=false");
        }
    }

    /** Whose subject is whose: the resource's own is for STRONG associations, and any other for WEAK ones. */
    static void checkSubject(Associations.Resource resource, Associations.Requested requested) {
        String own = resource.ownSubject(requested.typeOrValue());
        boolean isOwn = requested.subject() == null || own.equals(requested.subject());
        if (requested.isStrong(own) && !isOwn) {
            throw invalid("subject", "frozen associations must use subject '" + own + "'");
        }
        if (!requested.isStrong(own) && isOwn) {
            throw invalid("subject", "WEAK associations cannot use subject '" + own + "'");
        }
    }

    /**
     * What an update may change of an association that is there: nothing that it says of itself; a schema may come for a
     * subject that is the resource's own.
     */
    static void checkUpdate(ResourceAssociation held, Associations.Requested requested) {
        if (requested.frozen() != null && requested.frozen() != held.frozen()) {
            throw invalid(FROZEN, "frozen attribute of association cannot be changed");
        }
        if (requested.lifecycle() == LifecyclePolicy.STRONG && !held.frozen()) {
            throw invalid(FROZEN, "association with lifecycle of STRONG cannot be frozen=false");
        }
        if (held.isStrong() && requested.lifecycle() == LifecyclePolicy.WEAK) {
            throw RestException.of(RegistryErrorCode.ASSOCIATION_FROZEN, held.associationType(), held.subject());
        }
        if (!held.isStrong()) {
            requireNoSchema(requested);
        }
    }

    /** An association that is added to a resource that is there brings no schema along. */
    static void requireNoSchema(Associations.Requested requested) {
        if (requested.schema() != null) {
            throw invalid(
                    SCHEMA,
                    "cannot be provided when adding an association to an existing topic; "
                            + "an association with a schema must be created with the topic");
        }
    }

    static void requireNotImporting(Catalog catalog, String subject) {
        if (catalog.modeInScope(subject).imports()) {
            throw invalid(SCHEMA, "cannot be provided while subject '" + subject + "' is in IMPORT mode");
        }
    }

    /** Made with the lifecycles of all associations that a resource would have, by their types. */
    static void requireOneLifecycle(Map<String, String> lifecycles) {
        if (Set.copyOf(lifecycles.values()).size() > 1) {
            throw invalid(
                    "lifecycle",
                    "all associations for a resource must have the same lifecycle, but got "
                            + lifecycles.entrySet().stream()
                                    .map(Map.Entry::toString)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static void requireName(String property, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw invalid(property, "cannot be null or empty");
        }
        if (name.length() > LONGEST_NAME) {
            throw invalid(property, "exceeds max length of " + LONGEST_NAME);
        }
        // The dot is for topics, whose names may have it.
        name.chars()
                .filter(c -> !Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.')
                .findFirst()
                .ifPresent(c -> {
                    throw invalid(property, "illegal character '" + (char) c + "'");
                });
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static RestException invalid(String property, String detail) {
        return RestException.of(RegistryErrorCode.INVALID_ASSOCIATION, property, detail);
    }
}
