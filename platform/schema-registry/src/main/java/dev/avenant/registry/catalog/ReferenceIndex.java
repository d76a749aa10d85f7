package dev.avenant.registry.catalog;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who refers to which version. */
final class ReferenceIndex {

    private record Place(String subject, int version) {}

    private final Map<Place, Set<Place>> users = new ConcurrentHashMap<>();

    /** Takes a subject and a version of it. */
    interface Visitor {
        void visit(String subject, int version);
    }

    void add(SchemaVersion version) {
        for (SchemaReference reference : version.content().references()) {
            users.computeIfAbsent(target(version, reference), place -> ConcurrentHashMap.newKeySet())
                    .add(new Place(version.subject(), version.version()));
        }
    }

    void remove(SchemaVersion version) {
        for (SchemaReference reference : version.content().references()) {
            users.computeIfPresent(target(version, reference), (place, who) -> {
                who.remove(new Place(version.subject(), version.version()));
                return who.isEmpty() ? null : who;
            });
        }
    }

    void of(String subject, int version, Visitor visitor) {
        users.getOrDefault(new Place(subject, version), Set.of())
                .forEach(place -> visitor.visit(place.subject, place.version));
    }

    private static Place target(SchemaVersion user, SchemaReference reference) {
        return new Place(inContextOf(user.subject(), reference.requiredSubject()), reference.requiredVersion());
    }

    /** A reference without a context means the context of the schema that has it. */
    static String inContextOf(String user, String subject) {
        QualifiedSubject from = QualifiedSubject.of(user);
        return from.isInDefaultContext()
                ? QualifiedSubject.normalize(subject)
                : QualifiedSubject.inContext(from.context(), subject);
    }
}
