package dev.avenant.contracts.importing;

import dev.avenant.contracts.check.CheckRefusedException;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.discovery.DiscoveredHistories;
import dev.avenant.contracts.discovery.DiscoveredVersion;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.imported.ImportedText;
import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.contracts.importing.Placement.Role;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.schema.SchemaSource;
import dev.avenant.text.Counted;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Makes contracts of schema files of any layout: versions that lie side by side become the versions of one contract, types
 * that others refer to become shared types, and the rest events on a topic that is guessed from the folder.
 */
public final class FolderImport {
    private static final String COMMENT = """
        # The contracts of this project, made of the schemas that were found. What they do not say is guessed; complete it:
        #   topics     named like the folders of the files; to rename one, rename its folder here too, before the first push
        #   owner      the service or team that answers for a topic or type
        #   producers  and consumers: the services that write and read, whom the check names when a change breaks them
        # A topic may also have a key, description, partitions and retention. "preset: full" adds the rules for how a schema
        # is written. Everything is explained in docs/contracts.md.
        """;

    private final GuessedTopics topics;
    private final FolderNames folders = new FolderNames();
    private final List<NotChecked> notChecked = new ArrayList<>();
    private final Map<String, List<DiscoveredVersion>> taken = new TreeMap<>();
    private final Map<String, SubjectVersion> keys = new HashMap<>();
    private int found;

    private FolderImport(GuessedTopics topics) {
        this.topics = topics;
    }

    /**
     * Makes a tree of what was found.
     *
     * @param histories the schemas
     * @param topic the topic of all events; empty to guess
     * @param existing a {@code contracts.yaml} that says already what is what
     * @param root the name of the folder in which the files are
     * @throws CheckRefusedException when no folder can be called like the topic
     */
    public static ImportedTree of(
            DiscoveredHistories histories, Optional<String> topic, Optional<ContractsConfig> existing, String root) {
        topic.filter(name -> !FolderNames.isTopic(name)).ifPresent(name -> {
            throw CheckRefusedException.wrongRequest("Expected a topic that a folder can be called like everywhere, of"
                    + " letters, digits, '_', '-' and '.', but found \"" + Printable.line(name)
                    + "\". Name another topic.");
        });
        return new FolderImport(new GuessedTopics(topic, existing, root)).tree(histories);
    }

    private ImportedTree tree(DiscoveredHistories histories) {
        histories.unreadable().forEach((path, why) -> notChecked.add(new NotChecked(path, withoutStop(why))));
        histories.histories().stream()
                .sorted(Comparator.comparing((List<DiscoveredVersion> versions) -> isOfTests(newest(versions)))
                        .thenComparing(versions -> -versions.size())
                        .thenComparing(versions -> newest(versions).path()))
                .forEach(this::take);
        Set<String> referenced = new HashSet<>();
        Map<String, List<Incoming>> incoming = new LinkedHashMap<>();
        taken.forEach((name, versions) -> {
            List<Incoming> all =
                    versions.stream().map(version -> incoming(name, version)).toList();
            all.forEach(version -> version.uses().forEach(used -> referenced.add(used.subject())));
            incoming.put(name, all);
        });
        List<Placement> placements = new ArrayList<>();
        incoming.forEach((name, versions) -> placements.add(place(name, versions, referenced)));
        TreeAssembly assembly = new TreeAssembly(
                contracts -> new ConfigText(COMMENT, CompatibilityLevel.BACKWARD, contracts, Map.of()).toString(),
                FolderImport::record,
                Map.of(),
                notChecked);
        return assembly.of(placements, Counted.of(taken.size(), "schema") + " with " + Counted.of(found, "version"));
    }

    private void take(List<DiscoveredVersion> versions) {
        DiscoveredVersion newest = newest(versions);
        Schema.Type type = newest.schema().getType();
        boolean named = type == Schema.Type.RECORD || type == Schema.Type.ENUM || type == Schema.Type.FIXED;
        if (!named) {
            notChecked.add(new NotChecked(
                    newest.path(), "expected a record, an enum or a fixed but found a type without a" + " name"));
            return;
        }
        String name = newest.schema().getFullName();
        List<DiscoveredVersion> other = taken.putIfAbsent(name, versions);
        if (other != null) {
            notChecked.add(new NotChecked(
                    newest.path(), name + " stands in " + newest(other).path() + " too, which was taken"));
            return;
        }
        found += versions.size();
        int number = 0;
        for (DiscoveredVersion version : versions) {
            number++;
            keys.put(version.id(), new SubjectVersion(name, number));
        }
    }

    private Incoming incoming(String name, DiscoveredVersion version) {
        SubjectVersion key = keys.getOrDefault(version.id(), new SubjectVersion(name, 1));
        boolean standsAlone = version.uses().entrySet().stream()
                .anyMatch(use -> !keys.containsKey(use.getValue())
                        || !keys.get(use.getValue()).subject().equals(use.getKey()));
        if (standsAlone) {
            // a type that it uses is no contract of its own, so it is written out
            String content = ImportedText.of(version.schema().toString()).file();
            return new Incoming(key, name, SchemaSource.parse(version.path(), content), content, List.of());
        }
        List<SubjectVersion> uses = version.source().references().stream()
                .map(reference -> keys.get(version.uses().get(reference)))
                .filter(Objects::nonNull)
                .toList();
        String text = version.source().text();
        String content =
                version.path().endsWith(".avsc") ? text : ImportedText.of(text).file();
        return new Incoming(key, name, version.source(), content, uses);
    }

    private Placement place(String name, List<Incoming> versions, Set<String> referenced) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        List<DiscoveredVersion> files = taken.getOrDefault(name, List.of());
        DiscoveredVersion newest = newest(files);
        boolean isRecord = newest.schema().getType() == Schema.Type.RECORD;
        boolean isType = topics.isType(simple, newest.path()).orElse(referenced.contains(name) || !isRecord);
        String topic = isType ? "" : topics.of(simple, newest.path());
        boolean hasFolder = !isType && folders.takeTopic(topic);
        String parent = hasFolder ? topic : Contract.TYPES_FOLDER;
        return new Placement(
                folders.take(parent, name, name),
                hasFolder ? Role.EVENT : Role.TYPE,
                hasFolder ? topic + "-" + name : name,
                name,
                CompatibilityLevel.BACKWARD,
                versions);
    }

    private static ImportRecord record(List<Placement> placements) {
        Set<String> files = new HashSet<>();
        placements.forEach(placement -> placement.versions().forEach(version -> files.add(placement.file(version))));
        return new ImportRecord(Map.of(), List.of(), Map.of(), files);
    }

    private static boolean isOfTests(DiscoveredVersion version) {
        return version.path().matches("(.*/)?(test|tests|integrationTest|testFixtures)/.*");
    }

    private static DiscoveredVersion newest(List<DiscoveredVersion> versions) {
        return versions.get(versions.size() - 1);
    }

    private static String withoutStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
