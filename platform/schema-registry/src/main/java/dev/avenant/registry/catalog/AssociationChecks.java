package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.RegistryErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request about associations must be like, before anything is looked up. */
final class AssociationChecks {

    private static final int LONGEST_NAME = 256;
    private static final Set<String> TYPES = Set.of("key", "value");

    private AssociationChecks() {}

    static void check(
            Associations.Resource resource, List<Associations.Requested> requests, Associations.Options options) {
        requireName("resourceName", resource.name());
        requireName("resourceNamespace", resource.namespace());
        if (!options.dryRun() && isEmpty(resource.id())) {
            throw invalid("resourceId", "cannot be null or empty");
        }
        if (!resource.typeOrTopic().equals(Associations.TOPIC)) {
            throw invalid("resourceType", "must be '" + Associations.TOPIC + "'");
        }
        if (requests.isEmpty()) {
            throw invalid("associations", "cannot be null or empty");
        }
        Set<String> types = new HashSet<>();
        for (Associations.Requested requested : requests) {
            check(resource, requested, options);
            if (!types.add(requested.typeOrValue())) {
                throw invalid("associationType", "is there twice: '" + requested.typeOrValue() + "'");
            }
        }
    }

    private static void check(
            Associations.Resource resource, Associations.Requested requested, Associations.Options options) {
        String subject = requested.subject();
        if (subject != null && (subject.isEmpty() || subject.chars().anyMatch(Character::isISOControl))) {
            throw invalid("subject", "must not be empty");
        }
        if (!TYPES.contains(requested.typeOrValue())) {
            throw invalid("associationType", "must be either 'key' or 'value'");
        }
        String lifecycle = requested.lifecycle();
        boolean weak = ResourceAssociation.WEAK.equalsIgnoreCase(lifecycle);
        if (lifecycle != null && !weak && !requested.isStrong()) {
            throw invalid("lifecycle", "must be STRONG or WEAK");
        }
        if (weak && Boolean.TRUE.equals(requested.frozen())) {
            throw invalid("frozen", "association with lifecycle of WEAK cannot be frozen");
        }
        if (weak && requested.schema() != null) {
            throw invalid("lifecycle", "cannot be WEAK when schema is provided");
        }
        if (requested.isStrong() && Boolean.FALSE.equals(requested.frozen())) {
            throw invalid("frozen", "association with lifecycle of STRONG cannot be frozen=false");
        }
        if (requested.schema() != null && options.update()) {
            throw invalid(
                    "schema",
                    "cannot be provided when adding an association to an existing topic; "
                            + "an association with a schema must be created with the topic");
        }
        checkSubject(resource, requested, weak);
    }

    private static void checkSubject(Associations.Resource resource, Associations.Requested requested, boolean weak) {
        String own = ownSubject(resource, requested);
        boolean isOwn = own.equals(subject(resource, requested));
        if (requested.isStrong() && !isOwn) {
            throw invalid("subject", "frozen associations must use subject '" + own + "'");
        }
        if (weak && isOwn) {
            throw invalid("subject", "WEAK associations cannot use subject '" + own + "'");
        }
    }

    /** The subject that is wanted, the resource's own where none is named. */
    static String subject(Associations.Resource resource, Associations.Requested requested) {
        return requested.subject() == null ? ownSubject(resource, requested) : requested.subject();
    }

    private static String ownSubject(Associations.Resource resource, Associations.Requested requested) {
        return ":." + resource.namespace() + ":" + resource.name() + "-" + requested.typeOrValue();
    }

    private static void requireName(String property, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw invalid(property, "cannot be null or empty");
        }
        if (name.length() > LONGEST_NAME) {
            throw invalid(property, "exceeds max length of " + LONGEST_NAME);
        }
        if (!Character.isLetter(name.charAt(0)) && name.charAt(0) != '_') {
            throw invalid(property, "must start with a letter or underscore");
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
