package dev.avenant.contracts.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.contracts.files.ContractFiles;
import dev.avenant.contracts.imported.ImportRecord;
import dev.avenant.contracts.imported.ImportedVersion;
import dev.avenant.contracts.imported.SubjectVersion;
import dev.avenant.registry.client.RegistryAdmin;
import dev.avenant.registry.client.RegistryAdmin.StoredVersion;
import dev.avenant.registry.client.RegistryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings an empty registry to what was imported: each schema under its subject, version and id, deleted where it was, and
 * each setting. A registry that holds a part of it already, as after a push that was cut off, is completed; one that holds
 * all of it, and what was registered afterwards, stays as it is. Failures of
 * the registry are thrown as {@link dev.avenant.registry.client.RegistryException}.
 */
public final class KeepIdsPush {
    private static final int MOST_NAMES = 5;

    private final ContractFiles files;
    private final ImportRecord record;
    private final RegistryAdmin registry;
    private final Map<SubjectVersion, Boolean> present = new HashMap<>();

    /**
     * What a push did, or would do.
     *
     * @param registered versions that were not there
     * @param present versions that were there already
     * @param deleted versions that were deleted softly, as they had been
     * @param settings scopes of which the configuration was set
     */
    public record Result(int registered, int present, int deleted, int settings) {}

    private KeepIdsPush(ContractFiles files, RegistryAdmin registry) {
        this.files = files;
        this.record = ImportRecord.of(files);
        this.registry = registry;
    }

    /**
     * Looks at a registry, and writes to it what it lacks.
     *
     * @param files the contracts folder
     * @param writes whether to write, or only to say what would be done
     * @param onStep told in a sentence of each step when it is done
     * @throws KeepIdsRefusedException when the registry holds anything else; nothing was written then
     */
    public static Result push(ContractFiles files, RegistryAdmin registry, boolean writes, Consumer<String> onStep) {
        return new KeepIdsPush(files, registry).push(writes, onStep);
    }

    private Result push(boolean writes, Consumer<String> onStep) {
        List<String> strange = lookAround();
        List<ImportedVersion> inOrder = inReferenceOrder();
        List<ImportedVersion> missing = inOrder.stream()
                .filter(version -> !present.containsKey(key(version)))
                .toList();
        List<ImportedVersion> deletions = new ArrayList<>(inOrder.stream()
                .filter(version -> version.isDeleted() && !present.getOrDefault(key(version), false))
                .toList());
        Collections.reverse(deletions);
        if (!strange.isEmpty() && !(missing.isEmpty() && deletions.isEmpty())) {
            throw refused(strange);
        }
        if (writes) {
            write(missing, deletions, onStep);
        }
        if (!strange.isEmpty()) {
            // it was filled before, and what came afterwards may have other settings
            return new Result(0, present.size(), 0, 0);
        }
        Map<String, ObjectNode> settings = new HashMap<>(record.settings());
        settings.entrySet().removeIf(setting -> isSet(setting.getKey(), setting.getValue()));
        if (writes) {
            settings.forEach((scope, config) -> {
                registry.setConfig(scope.isEmpty() ? null : scope, config);
                onStep.accept("set the configuration of " + (scope.isEmpty() ? "the registry" : scope));
            });
        }
        return new Result(missing.size(), present.size(), deletions.size(), settings.size());
    }

    private void write(List<ImportedVersion> missing, List<ImportedVersion> deletions, Consumer<String> onStep) {
        Set<String> subjects = new LinkedHashSet<>();
        missing.forEach(version -> subjects.add(version.subject()));
        Set<String> begun = new HashSet<>();
        present.keySet().forEach(version -> begun.add(version.subject()));
        try (ImportMode mode = new ImportMode(registry)) {
            begun.stream().filter(subject -> !subjects.contains(subject)).forEach(mode::unsetLeftBehind);
            subjects.forEach(subject -> mode.set(subject, begun.contains(subject)));
            for (ImportedVersion version : missing) {
                registry.register(version.subject(), version.registration(files));
                onStep.accept("registered " + version.subject() + " version " + version.version() + " with id "
                        + version.id());
            }
            for (ImportedVersion version : deletions) {
                registry.deleteVersion(version.subject(), version.version());
                onStep.accept("deleted " + version.subject() + " version " + version.version() + " softly, as it was");
            }
        } catch (RegistryException failed) {
            throw ImportMode.withLeftBehind(failed);
        }
    }

    private boolean isSet(String scope, ObjectNode config) {
        Optional<ObjectNode> there = registry.config(scope.isEmpty() ? null : scope);
        return there.filter(config::equals).isPresent();
    }

    /** What the registry holds that was not imported. */
    private List<String> lookAround() {
        Map<SubjectVersion, ImportedVersion> known = new HashMap<>();
        record.versions().forEach(version -> known.put(key(version), version));
        List<String> strange = new ArrayList<>();
        for (String subject : registry.subjects()) {
            for (StoredVersion stored : registry.stored(subject).versions()) {
                int number = stored.answer().path("version").asInt();
                ImportedVersion imported = known.get(new SubjectVersion(subject, number));
                if (imported == null
                        || !isSame(imported, stored.answer())
                        || (stored.deleted() && !imported.isDeleted())) {
                    strange.add(subject + " version " + number);
                } else {
                    present.put(key(imported), stored.deleted());
                }
            }
        }
        return strange;
    }

    private KeepIdsRefusedException refused(List<String> strange) {
        int more = strange.size() - MOST_NAMES;
        return new KeepIdsRefusedException("Expected an empty registry, or one that holds a part of "
                + files.shown(ImportRecord.FILE) + ", but found "
                + String.join(", ", strange.subList(0, Math.min(MOST_NAMES, strange.size())))
                + (more > 0 ? " and " + more + " more" : "")
                + ". Nothing was written. Name an empty registry, or push without --keep-ids.");
    }

    private boolean isSame(ImportedVersion imported, ObjectNode found) {
        return found.path("id").asInt() == imported.id()
                && found.path("schema").asText().equals(imported.schema(files));
    }

    /** What is referred to comes before what refers to it, and else the ids say what came first. */
    private List<ImportedVersion> inReferenceOrder() {
        List<ImportedVersion> byId = new ArrayList<>(record.versions());
        byId.sort(Comparator.comparingInt(ImportedVersion::id)
                .thenComparing(ImportedVersion::subject)
                .thenComparing(ImportedVersion::version));
        Map<SubjectVersion, ImportedVersion> known = new HashMap<>();
        byId.forEach(version -> known.put(key(version), version));
        Set<ImportedVersion> ordered = new LinkedHashSet<>();
        Set<SubjectVersion> met = new HashSet<>();
        byId.forEach(version -> visit(version, known, met, ordered));
        return List.copyOf(ordered);
    }

    private static void visit(
            ImportedVersion version,
            Map<SubjectVersion, ImportedVersion> known,
            Set<SubjectVersion> met,
            Set<ImportedVersion> ordered) {
        if (!met.add(key(version))) {
            return;
        }
        version.references().forEach(reference -> {
            ImportedVersion used = known.get(SubjectVersion.of(version.subject(), reference));
            if (used != null) {
                visit(used, known, met, ordered);
            }
        });
        ordered.add(version);
    }

    private static SubjectVersion key(ImportedVersion version) {
        return new SubjectVersion(version.subject(), version.version());
    }
}
