package dev.avenant.registry.catalog;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who refers to which version. */
final class ReferenceIndex {

    private record VersionKey(String subject, int version) {}

    private final Map<VersionKey, Set<VersionKey>> users = new ConcurrentHashMap<>();

    /** Takes a subject and a version of it. */
    interface Visitor {
        void visit(String subject, int version);
    }

    void add(SchemaVersion version) {
        for (SchemaReference reference : version.content().references()) {
            users.computeIfAbsent(target(version, reference), target -> ConcurrentHashMap.newKeySet())
                    .add(new VersionKey(version.subject(), version.version()));
        }
    }

    void remove(SchemaVersion version) {
        for (SchemaReference reference : version.content().references()) {
            users.computeIfPresent(target(version, reference), (target, referrers) -> {
                referrers.remove(new VersionKey(version.subject(), version.version()));
                return referrers.isEmpty() ? null : referrers;
            });
        }
    }

    void of(String subject, int version, Visitor visitor) {
        users.getOrDefault(new VersionKey(subject, version), Set.of())
                .forEach(user -> visitor.visit(user.subject, user.version));
    }

    private static VersionKey target(SchemaVersion user, SchemaReference reference) {
        return new VersionKey(
                QualifiedSubject.relativeTo(user.subject(), reference.requiredSubject()), reference.requiredVersion());
    }
}
