package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.SchemaReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the registry holds, as pure state: it changes by {@link #apply} alone, in log order, and answers questions. Safe
 * for one applying thread and many asking ones.
 */
public final class Catalog {

    private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<Integer, SchemaVersion> byId = new ConcurrentHashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private final CompatibilityLevel defaultLevel;
    private @Nullable CompatibilityLevel globalLevel;
    private int highestId;

    public Catalog(CompatibilityLevel defaultLevel) {
        this.defaultLevel = defaultLevel;
    }

    /** Takes in the next fact of the log. */
    public synchronized void apply(RegistryRecord fact) {
        if (fact instanceof RegistryRecord.SchemaRecord schema) {
            put(schema.version());
        } else if (fact instanceof RegistryRecord.SchemaTombstone gone) {
            remove(gone.subject(), gone.version());
        } else if (fact instanceof RegistryRecord.SubjectDeleted deleted) {
            versionsOf(deleted.subject()).headMap(deleted.upToVersion(), true).replaceAll((n, v) -> v.asDeleted());
        } else if (fact instanceof RegistryRecord.LevelSet set) {
            applyLevel(set);
        }
    }

    private void put(SchemaVersion version) {
        subjects.computeIfAbsent(version.subject(), s -> new TreeMap<>()).put(version.version(), version);
        byId.put(version.id(), version);
        highestId = Math.max(highestId, version.id());
    }

    private void remove(String subject, int version) {
        NavigableMap<Integer, SchemaVersion> versions = versionsOf(subject);
        SchemaVersion gone = versions.remove(version);
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        if (gone != null) {
            subjects.values().stream()
                    .flatMap(all -> all.values().stream())
                    .filter(other -> other.id() == gone.id())
                    .findFirst()
                    .ifPresentOrElse(other -> byId.put(other.id(), other), () -> byId.remove(gone.id()));
        }
    }

    private void applyLevel(RegistryRecord.LevelSet set) {
        String subject = set.subject();
        CompatibilityLevel level = set.level();
        if (subject == null) {
            globalLevel = level;
        } else if (level == null) {
            levels.remove(subject);
        } else {
            levels.put(subject, level);
        }
    }

    private NavigableMap<Integer, SchemaVersion> versionsOf(String subject) {
        NavigableMap<Integer, SchemaVersion> versions = subjects.get(subject);
        return versions == null ? new TreeMap<>() : versions;
    }

    /** The names of subjects with a version that is not deleted, or with any when deleted ones count. */
    public synchronized List<String> subjects(boolean deletedToo) {
        return subjects.entrySet().stream()
                .filter(entry ->
                        deletedToo || entry.getValue().values().stream().anyMatch(v -> !v.deleted()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The versions of a subject in ascending order; empty when it is not there. */
    public synchronized List<SchemaVersion> versions(String subject, boolean deletedToo) {
        return versionsOf(subject).values().stream()
                .filter(version -> deletedToo || !version.deleted())
                .toList();
    }

    /** One version, deleted or not. */
    public synchronized Optional<SchemaVersion> version(String subject, int version) {
        return Optional.ofNullable(versionsOf(subject).get(version));
    }

    /** Some version that has the id; its schema is that of every version which has it. */
    public Optional<SchemaVersion> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Every version that has the id. */
    public synchronized List<SchemaVersion> versionsWithId(int id) {
        return all(version -> version.id() == id && !version.deleted());
    }

    /** Every version that refers to that one. */
    public synchronized List<SchemaVersion> referencing(String subject, int version) {
        return all(other -> !other.deleted()
                && other.references().stream()
                        .anyMatch(reference -> reference.subject().equals(subject) && reference.version() == version));
    }

    /** The id of a schema that is registered under any subject. */
    public synchronized Optional<Integer> idOf(String schema, List<SchemaReference> references) {
        return all(version -> version.isSameSchemaAs(schema, references)).stream()
                .map(SchemaVersion::id)
                .findFirst();
    }

    /** The version of a subject that holds a schema. */
    public synchronized Optional<SchemaVersion> find(
            String subject, String schema, List<SchemaReference> references, boolean deletedToo) {
        return versions(subject, deletedToo).stream()
                .filter(version -> version.isSameSchemaAs(schema, references))
                .findFirst();
    }

    /** The level in force for subjects that set none. */
    public synchronized CompatibilityLevel globalLevel() {
        return globalLevel == null ? defaultLevel : globalLevel;
    }

    /** The level that a subject sets; empty when it sets none. */
    public synchronized Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** The level in force for a subject. */
    public synchronized CompatibilityLevel levelInForce(String subject) {
        return level(subject).orElseGet(this::globalLevel);
    }

    /** An id that no schema ever had. */
    public synchronized int nextId() {
        return highestId + 1;
    }

    /** The version number that the next registration under a subject gets. */
    public synchronized int nextVersion(String subject) {
        NavigableMap<Integer, SchemaVersion> versions = versionsOf(subject);
        return versions.isEmpty() ? 1 : versions.lastKey() + 1;
    }

    private List<SchemaVersion> all(Predicate<SchemaVersion> wanted) {
        return subjects.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(wanted)
                .toList();
    }
}
