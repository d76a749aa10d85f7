package dev.avenant.contracts.importing;

import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.imported.ImportedText;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.text.Counted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes contracts of all that a registry holds: every version with its references, ids and levels. The same registry gives
 * the same files. Failures of the registry are thrown as {@link dev.avenant.registry.client.RegistryException}.
 */
public final class RegistryImport {
    private static final String COMMENT = """
        # The contracts of a registry, made by avenant import. A registry knows no services, so complete what it cannot know:
        #   owner      the service or team that answers for a topic or type
        #   producers  and consumers: the services that write and read, whom the check names when a change breaks them
        # A topic may also have description, partitions and retention. "preset: full" adds the rules for how a schema is
        # written. What of the registry is no contract stands in imported.jsonl, which also holds all ids.
        """;

    private final RegistrySnapshot snapshot;

    private RegistryImport(RegistrySnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Reads a registry and changes nothing. */
    public static ImportedTree of(RegistryAdmin registry) {
        return new RegistryImport(RegistrySnapshot.of(registry)).tree();
    }

    private ImportedTree tree() {
        SubjectGroups found = new SubjectGroups(snapshot);
        List<Placement> placements = new SubjectPlacements(snapshot, found.groups()).placements();
        Map<String, String> plainKeys = new TreeMap<>(found.plainKeys());
        plainKeys
                .keySet()
                .removeIf(topic ->
                        placements.stream().noneMatch(placed -> placed.parent().equals(topic)));
        List<NotChecked> notChecked = new ArrayList<>(found.notChecked());
        TreeAssembly assembly = new TreeAssembly(
                contracts -> new ConfigText(COMMENT, snapshot.defaultLevel(), contracts, plainKeys).toString(),
                this::record,
                plainKeys,
                notChecked);
        Set<String> subjects = new HashSet<>();
        snapshot.versions().forEach(version -> subjects.add(version.subject()));
        subjects.addAll(snapshot.others().keySet());
        snapshot.others()
                .forEach((subject, type) ->
                        notChecked.add(new NotChecked(subject, "no Avro but " + type + ", left alone")));
        return assembly.of(
                placements,
                Counted.of(subjects.size(), "subject") + " with "
                        + Counted.of(snapshot.versions().size(), "version"));
    }

    /** The registry as it is, of which the schemas that are contracts stand in their files. */
    private ImportRecord record(List<Placement> placements) {
        Map<SubjectVersion, String> files = new HashMap<>();
        placements.forEach(placement ->
                placement.versions().forEach(version -> files.put(version.key(), placement.file(version))));
        List<ImportedVersion> versions = snapshot.versions().stream()
                .map(version -> {
                    String file = files.get(new SubjectVersion(version.subject(), version.version()));
                    String text = version.line().path("schema").asText();
                    return file == null ? version : version.inFile(file, ImportedText.of(text));
                })
                .toList();
        return new ImportRecord(snapshot.settings(), versions, snapshot.others(), Set.copyOf(files.values()));
    }
}
