package dev.avenant.contracts.registry;

import dev.avenant.compatibility.LevelCheck.Released;
import dev.avenant.contracts.files.ContractsUnreadableException;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The Avro versions of subjects with those that they refer to, each subject read once. Safe for use by several threads. */
public final class SubjectVersions {
    private final RegistryClient registry;
    private final ReferencedSchemas references;
    private final BiFunction<String, Integer, String> label;
    private final Map<String, List<Released>> read = new ConcurrentHashMap<>();

    /** @param label what messages call a version, by its subject and its number */
    public SubjectVersions(RegistryClient registry, BiFunction<String, Integer, String> label) {
        this.registry = registry;
        this.references = new ReferencedSchemas(registry);
        this.label = label;
    }

    /**
     * All versions of a subject, the latest last; none when there is no such subject.
     *
     * @throws ContractsUnreadableException when one of them is no schema, or lacks what it refers to
     */
    public List<Released> of(String subject) {
        return read.computeIfAbsent(
                subject,
                asked -> registry.versions(asked).stream()
                        .flatMap(number -> registry.version(asked, number).stream())
                        .filter(RegisteredNames::isAvro)
                        .map(version -> released(asked, version))
                        .toList());
    }

    /** The latest version of a subject that has this full name; the others are not read where it is the latest of all. */
    public Optional<Released> latestOf(String subject, String fullName) {
        Optional<Released> latest = registry.latest(subject)
                .filter(RegisteredNames::isAvro)
                .map(version -> released(subject, version))
                .filter(version -> isCalled(version, fullName));
        return latest.isPresent() ? latest : of(subject, fullName).stream().reduce((earlier, later) -> later);
    }

    private Released released(String subject, RegisteredSchema version) {
        int number = version.version() == null ? 0 : version.version();
        try {
            return new Released(
                    label.apply(subject, number),
                    references.resolve(
                            nameOf(version),
                            version.schema() == null ? "" : version.schema(),
                            version.qualifiedReferences()));
        } catch (SchemaSyntaxException unusable) {
            throw new ContractsUnreadableException("Expected a schema that can be used in version " + number + " of the"
                    + " subject " + subject + " in the registry but found a fault in it: " + unusable.problem()
                    + ". Correct it in the registry, or name paths that do not need it.");
        }
    }

    private static boolean isCalled(Released version, String fullName) {
        return version.schema().schema().getFullName().equals(fullName);
    }

    /** The versions of a subject that have this full name, the latest last. */
    public List<Released> of(String subject, String fullName) {
        return of(subject).stream()
                .filter(version -> isCalled(version, fullName))
                .toList();
    }

    private static String nameOf(RegisteredSchema version) {
        return ReferencedSchemas.nameOf(version);
    }
}
