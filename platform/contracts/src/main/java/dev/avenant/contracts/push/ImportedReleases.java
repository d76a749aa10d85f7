package dev.avenant.contracts.push;

import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.contracts.tree.Release;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the record of an import says about releases: under which version a registry has them, and how they refer. */
final class ImportedReleases {
    private final ContractFiles files;
    private final ImportRecord record;
    private final Set<String> subjects = new HashSet<>();
    private final Map<String, ImportedVersion> byFile;
    private final Map<SubjectVersion, ImportedVersion> byVersion = new HashMap<>();

    private ImportedReleases(ContractFiles files, ImportRecord record) {
        this.files = files;
        this.record = record;
        this.byFile = record.byFile();
        record.versions().forEach(version -> {
            subjects.add(version.subject());
            byVersion.put(new SubjectVersion(version.subject(), version.version()), version);
        });
    }

    ImportedReleases(ContractFiles files) {
        this(files, ImportRecord.of(files));
    }

    static ImportedReleases none() {
        return new ImportedReleases(ContractFiles.of(Map.of()), ImportRecord.empty());
    }

    /** Whether a subject had no level of its own where it was imported from. */
    boolean followsRegistry(String subject) {
        return subjects.contains(subject) && !record.settings().containsKey(subject);
    }

    /** The version that a registry has of an imported release, if it is the registry it came from or a copy of it. */
    Optional<RegisteredSchema> find(RegistryClient registry, Contract contract, Release release) {
        return Optional.ofNullable(byFile.get(release.version().path()))
                .filter(imported -> imported.subject().equals(contract.subject()))
                .flatMap(imported -> registry.version(imported.subject(), imported.version())
                        .filter(found -> Integer.valueOf(imported.id()).equals(found.id())
                                && imported.schema(files).equals(found.schema())));
    }

    /**
     * The references of an imported release under the names that it was registered with, by their versions in another
     * registry; empty when one of them is not registered there.
     */
    Optional<List<SchemaReference>> referencesOf(Release release, RegisteredVersions registered) {
        ImportedVersion imported = byFile.get(release.version().path());
        if (imported == null) {
            return Optional.empty();
        }
        List<SchemaReference> references = new ArrayList<>();
        for (SchemaReference reference : imported.references()) {
            Optional<Integer> version = Optional.ofNullable(
                            byVersion.get(SubjectVersion.of(imported.subject(), reference)))
                    .flatMap(ImportedVersion::file)
                    .flatMap(registered::ofFile);
            if (version.isEmpty()) {
                return Optional.empty();
            }
            references.add(new SchemaReference(reference.name(), reference.subject(), version.get()));
        }
        return Optional.of(references);
    }
}
