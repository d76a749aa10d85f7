package dev.avenant.contracts.registry;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import dev.avenant.schema.SchemaSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The Avro versions of subjects with those that they refer to, each subject read once. Safe for use by several threads. */
public final class SubjectVersions {
    private final RegistryClient registry;
    private final Map<String, List<Released>> read = new ConcurrentHashMap<>();

    public SubjectVersions(RegistryClient registry) {
        this.registry = registry;
    }

    /**
     * All versions of a subject, the latest last; none when there is no such subject.
     *
     * @throws dev.avenant.schema.SchemaSyntaxException when one of them is no schema
     */
    public List<Released> of(String subject) {
        return read.computeIfAbsent(subject, asked -> registry.versions(asked).stream()
                .flatMap(number -> registry.version(asked, number).stream())
                .filter(RegisteredNames::isAvro)
                .map(version -> new Released(
                        "registry v" + version.version(), compared(nameOf(version), version, new LinkedHashMap<>())))
                .toList());
    }

    /** The versions of a subject that have this full name, the latest last. */
    public List<Released> of(String subject, String fullName) {
        return of(subject).stream()
                .filter(version -> version.schema().schema().getFullName().equals(fullName))
                .toList();
    }

    private ComparedSchema compared(String name, RegisteredSchema registered, Map<String, Schema> known) {
        List<Schema> types = new ArrayList<>();
        for (SchemaReference reference : registered.referencesOrNone()) {
            if (!known.containsKey(reference.name())) {
                registry.version(reference.subject(), reference.version())
                        .ifPresent(used -> known.put(
                                reference.name(), compared(nameOf(used), used, known).schema()));
            }
        }
        types.addAll(known.values());
        SchemaSource source = SchemaSource.parse(name, registered.schema() == null ? "" : registered.schema());
        return ComparedSchema.of(source, types, List.of());
    }

    private static String nameOf(RegisteredSchema version) {
        return version.subject() + " v" + version.version();
    }
}
