package dev.avenant.registry.catalog;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows: the state that all records of the log give, replayed in their order. One thread replays; any
 * number of threads read, and see each record as a whole.
 */
public final class Catalog {

    private final CompatibilityLevel serverLevel;
    private final AtomicLong changes = new AtomicLong();
    private final NavigableMap<String, SubjectVersions> subjects = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, SchemaIds> contexts = new ConcurrentSkipListMap<>();
    private final ScopedSettings<SubjectConfig> configs = new ScopedSettings<>();
    private final ScopedSettings<Mode> modes = new ScopedSettings<>();
    private final ReferenceIndex referrers = new ReferenceIndex();
    private final Map<String, ResourceAssociation> associations = new ConcurrentSkipListMap<>();

    /** Made with {@code serverLevel}: the level of subjects that set none */
    public Catalog(CompatibilityLevel serverLevel) {
        this.serverLevel = serverLevel;
        contexts.put(QualifiedSubject.DEFAULT_CONTEXT, new SchemaIds());
    }

    /** Replays the next record of the log; {@code timestamp} in milliseconds since 1970. */
    public void replay(RegistryRecord record, long timestamp) {
        if (record instanceof RegistryRecord.SchemaRecord schema) {
            put(schema, timestamp);
        } else if (record instanceof RegistryRecord.SchemaTombstone gone) {
            remove(gone.subject(), gone.version());
        } else if (record instanceof RegistryRecord.SubjectDeleted deleted) {
            deleteSoftly(deleted, timestamp);
        } else if (record instanceof RegistryRecord.SubjectCleared cleared) {
            clear(cleared.subject());
        } else if (record instanceof RegistryRecord.ConfigSet set) {
            configs.set(set.subject(), set.config());
        } else if (record instanceof RegistryRecord.ModeSet set) {
            modes.set(set.subject(), set.mode());
        } else if (record instanceof RegistryRecord.ContextSet set) {
            if (set.present()) {
                ids(set.context());
            } else {
                contexts.remove(set.context());
            }
        } else if (record instanceof RegistryRecord.AssociationSet set) {
            keep(set.key(), set.association());
        } else if (record instanceof RegistryRecord.Noop noop) {
            noop.highestIds().forEach((context, id) -> ids(context).raise(id));
        }
        changes.incrementAndGet();
    }

    /** How many records were replayed: as long as it stays the same, so does every answer. */
    public long changes() {
        return changes.get();
    }

    private void keep(String key, @Nullable ResourceAssociation association) {
        if (association == null) {
            associations.remove(key);
        } else {
            associations.put(key, association);
        }
    }

    private SchemaIds ids(String context) {
        return contexts.computeIfAbsent(context, name -> new SchemaIds());
    }

    private void put(RegistryRecord.SchemaRecord schema, long timestamp) {
        SubjectVersions versions = subjects.computeIfAbsent(schema.subject(), name -> new SubjectVersions());
        SchemaVersion before = versions.get(schema.version());
        SchemaVersion version = new SchemaVersion(
                schema.subject(),
                schema.version(),
                schema.id(),
                before != null && before.content().equals(schema.content())
                        ? before.guid()
                        : schema.content().guid(),
                before != null && before.content().equals(schema.content()) ? before.content() : schema.content(),
                timestamp,
                schema.deleted());
        SchemaIds ids = ids(QualifiedSubject.of(schema.subject()).context());
        if (before != null && before.id() != version.id()) {
            ids.remove(before);
        }
        versions.put(version);
        ids.put(version);
        referrers.add(version);
    }

    private void remove(String subject, int number) {
        SubjectVersions versions = subjects.get(subject);
        SchemaVersion version = versions == null ? null : versions.remove(number);
        if (versions == null || version == null) {
            return;
        }
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        ids(QualifiedSubject.of(subject).context()).remove(version);
        referrers.remove(version);
    }

    private void deleteSoftly(RegistryRecord.SubjectDeleted deleted, long timestamp) {
        SubjectVersions versions = subjects.get(deleted.subject());
        if (versions != null) {
            for (SchemaVersion version : versions.all()) {
                if (version.version() <= deleted.upToVersion() && !version.deleted()) {
                    versions.put(version.softlyDeleted(timestamp));
                }
            }
        }
    }

    private void clear(@Nullable String scope) {
        for (String subject : within(scope)) {
            versions(subject, LookupFilter.DELETED).forEach(version -> remove(subject, version.version()));
        }
    }

    /** The versions of a subject, oldest first; empty for a subject that is not known. */
    public List<SchemaVersion> versions(String subject, LookupFilter filter) {
        SubjectVersions versions = subjects.get(subject);
        if (versions == null) {
            return List.of();
        }
        List<SchemaVersion> found = new ArrayList<>();
        for (SchemaVersion version : versions.all()) {
            if (filter.accepts(version)) {
                found.add(version);
            }
        }
        return found;
    }

    /** A version of a subject, deleted or not. */
    public Optional<SchemaVersion> version(String subject, int number) {
        SubjectVersions versions = subjects.get(subject);
        return versions == null ? Optional.empty() : Optional.ofNullable(versions.get(number));
    }

    /** The newest version that is not deleted. */
    public Optional<SchemaVersion> latest(String subject) {
        SubjectVersions versions = subjects.get(subject);
        if (versions != null) {
            SchemaVersion[] all = versions.all();
            for (int i = all.length - 1; i >= 0; i--) {
                if (!all[i].deleted()) {
                    return Optional.of(all[i]);
                }
            }
        }
        return Optional.empty();
    }

    /** Subjects with such versions that begin with the prefix, in the order of their names. */
    public List<String> subjects(String prefix, LookupFilter filter) {
        QualifiedSubject begins = QualifiedSubject.of(prefix);
        List<String> names = new ArrayList<>();
        subjects.forEach((name, versions) -> {
            if (begins.isPrefixOf(name)
                    && (filter == LookupFilter.DELETED ? versions.allDeleted() : versions.any(filter))) {
                names.add(name);
            }
        });
        return names;
    }

    /** The subject of that name, those of a context where the name is one, or with null all. */
    List<String> within(@Nullable String scope) {
        if (scope == null) {
            return List.copyOf(subjects.keySet());
        }
        QualifiedSubject name = QualifiedSubject.of(scope);
        if (!name.isContext()) {
            return subjects.containsKey(name.toString()) ? List.of(name.toString()) : List.of();
        }
        return subjects.keySet().stream()
                .filter(subject -> QualifiedSubject.of(subject).context().equals(name.context()))
                .toList();
    }

    /** Whether a subject, or a context, or with null anything, has such versions. */
    public boolean holds(@Nullable String scope, LookupFilter filter) {
        return within(scope).stream().anyMatch(subject -> {
            SubjectVersions versions = subjects.get(subject);
            return versions != null && versions.any(filter);
        });
    }

    /** The version that answers for an id: that of {@code subject} when it has it, else any. */
    public Optional<SchemaVersion> byId(String context, int id, @Nullable String subject) {
        SchemaIds ids = contexts.get(context);
        Map<String, Integer> users = ids == null ? Map.of() : ids.users(id);
        if (users.isEmpty()) {
            return Optional.empty();
        }
        Integer number = subject == null ? null : users.get(subject);
        if (subject != null && number != null) {
            return version(subject, number);
        }
        Map.Entry<String, Integer> any = users.entrySet().iterator().next();
        return version(any.getKey(), any.getValue());
    }

    /** All that use an id, each with its newest version of it. */
    public List<SchemaVersion> users(String context, int id) {
        SchemaIds ids = contexts.get(context);
        List<SchemaVersion> found = new ArrayList<>();
        if (ids != null) {
            ids.users(id).forEach((subject, number) -> version(subject, number).ifPresent(found::add));
        }
        return found;
    }

    /** The id of the schema with that guid in a context, as long as a version uses it. */
    public Optional<Integer> idOf(String context, UUID guid) {
        SchemaIds ids = contexts.get(context);
        Integer id = ids == null ? null : ids.of(guid);
        return id == null || ids == null || ids.users(id).isEmpty() ? Optional.empty() : Optional.of(id);
    }

    /** The ids that a guid has or had, by context. */
    public Map<String, Integer> everyIdOf(UUID guid) {
        Map<String, Integer> found = new TreeMap<>();
        contexts.forEach((context, ids) -> {
            Integer id = ids.of(guid);
            if (id != null) {
                found.put(context, id);
            }
        });
        return found;
    }

    /** The highest id that was ever given out in a context. */
    public int highestId(String context) {
        SchemaIds ids = contexts.get(context);
        return ids == null ? 0 : ids.highest();
    }

    /** The highest ids, by context, of those that gave out any. */
    public Map<String, Integer> highestIds() {
        Map<String, Integer> highest = new TreeMap<>();
        contexts.forEach((context, ids) -> {
            if (ids.highest() > 0) {
                highest.put(context, ids.highest());
            }
        });
        return highest;
    }

    /** The names of the contexts, in order. */
    public Set<String> contexts() {
        return new TreeSet<>(contexts.keySet());
    }

    /** Versions that refer to one; deleted ones only when asked for. */
    public List<SchemaVersion> referrers(String subject, int number, boolean deleted) {
        List<SchemaVersion> found = new ArrayList<>();
        referrers.of(
                subject,
                number,
                (user, version) -> version(user, version)
                        .filter(candidate -> deleted || !candidate.deleted())
                        .ifPresent(found::add));
        return found;
    }

    /** What is configured for exactly that subject or context; null asks for that of the default context. */
    public Optional<SubjectConfig> config(@Nullable String scope) {
        return configs.at(scope);
    }

    /** What counts for a subject: its own, else its context's, else that of all contexts, with the level that counts. */
    public SubjectConfig configInScope(@Nullable String scope) {
        return configs.nearest(scope).orElse(SubjectConfig.EMPTY).orLevel(serverLevel);
    }

    /** The mode of exactly that subject or context; null asks for that of the default context. */
    public Optional<Mode> mode(@Nullable String scope) {
        return modes.at(scope);
    }

    /** The mode that counts for a subject: its own, else its context's, else that of all contexts. */
    public Mode modeInScope(@Nullable String scope) {
        return modes.nearest(scope).orElse(Mode.READWRITE);
    }

    /** Subjects and contexts with a mode of their own that begin with a prefix. */
    List<String> subjectsWithMode(@Nullable String prefix) {
        return modes.below(prefix);
    }

    /** Subjects with an alias, that begin with a prefix. */
    public List<String> subjectsWithAlias(String prefix) {
        return configs.below(prefix).stream()
                .filter(subject ->
                        configs.at(subject).map(SubjectConfig::usableAlias).isPresent())
                .toList();
    }

    /** The level of subjects that set none. */
    public CompatibilityLevel serverLevel() {
        return serverLevel;
    }

    /** All associations by their keys. */
    public Map<String, ResourceAssociation> associations() {
        return associations;
    }

    /** Calls with each id of a context. */
    public void forEachId(String context, IntConsumer action) {
        SchemaIds ids = contexts.get(context);
        if (ids != null) {
            ids.forEach(action);
        }
    }

    /** How many versions there are, deleted ones among them, for the metrics. */
    public long countVersions() {
        return subjects.values().stream().mapToLong(SubjectVersions::size).sum();
    }

    /** How many subjects there are. */
    public int countSubjects() {
        return subjects.size();
    }
}
