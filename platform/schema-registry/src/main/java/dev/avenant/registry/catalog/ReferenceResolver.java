package dev.avenant.registry.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Finds the registered schemas that one schema refers to, and those that they refer to. */
final class ReferenceResolver {

    private final Catalog catalog;
    private final boolean strictVersions;
    private final Map<String, Schema> types = new LinkedHashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    /** A version may be referred to by many names, and is read once. */
    private final IdentityHashMap<SchemaVersion, Schema> read = new IdentityHashMap<>();

    /** Made with {@code strictVersions}: whether a name may stand for no more than one version of its subject. */
    ReferenceResolver(Catalog catalog, boolean strictVersions) {
        this.catalog = catalog;
        this.strictVersions = strictVersions;
    }

    /**
     * The references of a subject's schema with their real versions. Throws {@link UnreadableReference} for what is no
     * reference or is not registered.
     *
     * @param deleted whether what is softly deleted may be referred to
     */
    List<SchemaReference> resolve(String subject, List<SchemaReference> references, boolean deleted) {
        List<SchemaReference> resolved = new ArrayList<>();
        for (SchemaReference reference : references) {
            resolved.add(resolve(subject, reference, deleted));
        }
        return resolved;
    }

    /** What was referred to, each behind what it refers to itself. */
    Collection<Schema> types() {
        return types.values();
    }

    private SchemaReference resolve(String user, SchemaReference reference, boolean deleted) {
        if (reference.isIncomplete()) {
            throw new UnreadableReference("Invalid reference: " + reference.describe());
        }
        int number = reference.requiredVersion();
        if (number == 0 || number < -1) {
            throw new UnreadableReference(
                    "io.confluent.kafka.schemaregistry.exceptions.InvalidVersionException: " + number);
        }
        String subject = QualifiedSubject.relativeTo(user, reference.requiredSubject());
        SchemaVersion version = (number == -1 ? catalog.latest(subject) : catalog.version(subject, number))
                .filter(found -> deleted || !found.deleted())
                .orElseThrow(() -> new UnreadableReference(
                        "No schema reference found for subject \"" + subject + "\" and version " + number));
        Integer before = versions.putIfAbsent(reference.requiredName(), version.version());
        if (strictVersions && before != null && before != version.version()) {
            throw new UnreadableReference("Conflicting reference versions for \"" + reference.name() + "\": version "
                    + before + " and version " + version.version());
        }
        if (!types.containsKey(reference.requiredName())) {
            Schema type = read.get(version);
            if (type == null) {
                resolve(version.subject(), version.content().references(), true);
                type = AvroSchemas.readHeld(version.content().text(), types.values());
                read.put(version, type);
            }
            types.putIfAbsent(reference.requiredName(), type);
        }
        return number == -1 ? new SchemaReference(reference.name(), reference.subject(), version.version()) : reference;
    }

    /** A schema cannot be read for a reason that is not Avro's. */
    static final class UnreadableReference extends RuntimeException {

        UnreadableReference(String reason) {
            super(reason, null, false, false);
        }
    }
}
