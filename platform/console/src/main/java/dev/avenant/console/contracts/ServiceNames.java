package dev.avenant.console.contracts;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which service is behind what Kafka calls by another name. Consumer groups, client ids and transactional ids are taken for
 * those of a service when they are its name, or begin with it and go on with neither a letter nor a digit.
 *
 * @param services their names in {@code contracts.yaml}
 */
record ServiceNames(Set<String> services) {

    ServiceNames {
        services = Set.copyOf(services);
    }

    /** The service with the longest such name; empty when there is none. */
    Optional<String> of(String name) {
        return services.stream()
                .filter(service -> isOf(service, name))
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    /** The same of a consumer group; where its name says nothing, what the client ids of all its members say. */
    Optional<String> ofGroup(String group, Collection<String> clientIds) {
        return of(group).or(() -> {
            Set<Optional<String>> services = clientIds.stream().map(this::of).collect(Collectors.toSet());
            return services.size() == 1 ? services.iterator().next() : Optional.empty();
        });
    }

    private static boolean isOf(String service, String name) {
        return name.startsWith(service)
                && !service.isEmpty()
                && (name.length() == service.length()
                        || !Character.isLetterOrDigit(name.codePointAt(service.length())));
    }
}
