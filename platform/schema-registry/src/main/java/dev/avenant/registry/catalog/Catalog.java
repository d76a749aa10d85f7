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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows: the state that all records of the log give, applied in their order. One thread applies; any
 * number of threads read, and see each record as a whole.
 */
public final class Catalog {

    private static final String ALL = "";

    private final CompatibilityLevel serverLevel;
    private final NavigableMap<String, Versions> subjects = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, Ids> contexts = new ConcurrentSkipListMap<>();
    private final Map<String, SubjectConfig> configs = new ConcurrentHashMap<>();
    private final Map<String, Mode> modes = new ConcurrentHashMap<>();
    private final Referrers referrers = new Referrers();
    private final Map<String, ResourceAssociation> associations = new ConcurrentSkipListMap<>();

    /** Made with {@code serverLevel}: the level of subjects that set none */
    public Catalog(CompatibilityLevel serverLevel) {
        this.serverLevel = serverLevel;
        contexts.put(QualifiedSubject.DEFAULT_CONTEXT, new Ids());
    }

    /** Applies the next record of the log; {@code timestamp} in milliseconds since 1970. */
    public void apply(RegistryRecord fact, long timestamp) {
        if (fact instanceof RegistryRecord.SchemaRecord schema) {
            put(schema, timestamp);
        } else if (fact instanceof RegistryRecord.SchemaTombstone gone) {
            remove(gone.subject(), gone.version());
        } else if (fact instanceof RegistryRecord.SubjectDeleted deleted) {
            deleteSoftly(deleted, timestamp);
        } else if (fact instanceof RegistryRecord.SubjectCleared cleared) {
            clear(cleared.subject());
        } else if (fact instanceof RegistryRecord.ConfigSet set) {
            store(configs, set.subject(), set.config());
        } else if (fact instanceof RegistryRecord.ModeSet set) {
            store(modes, set.subject(), set.mode());
        } else if (fact instanceof RegistryRecord.ContextSet set) {
            if (set.present()) {
                ids(set.context());
            } else {
                contexts.remove(set.context());
            }
        } else if (fact instanceof RegistryRecord.AssociationSet set) {
            store(associations, set.key(), set.association());
        } else if (fact instanceof RegistryRecord.Noop noop) {
            noop.highestIds().forEach((context, id) -> ids(context).raise(id));
        }
    }

    private static <V> void store(Map<String, V> map, @Nullable String subject, @Nullable V value) {
        String key = subject == null ? ALL : subject;
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    private Ids ids(String context) {
        return contexts.computeIfAbsent(context, name -> new Ids());
    }

    private void put(RegistryRecord.SchemaRecord schema, long timestamp) {
        Versions versions = subjects.computeIfAbsent(schema.subject(), name -> new Versions());
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
        Ids ids = ids(QualifiedSubject.of(schema.subject()).context());
        if (before != null && before.id() != version.id()) {
            ids.remove(before);
        }
        versions.put(version);
        ids.put(version);
        referrers.add(version);
    }

    private void remove(String subject, int number) {
        Versions versions = subjects.get(subject);
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
        Versions versions = subjects.get(deleted.subject());
        if (versions != null) {
            for (SchemaVersion version : versions.all()) {
                if (version.version() <= deleted.upToVersion() && !version.deleted()) {
                    versions.put(version.softlyDeleted(timestamp));
                }
            }
        }
    }

    private void clear(@Nullable String subject) {
        QualifiedSubject scope = QualifiedSubject.of(subject == null ? "" : subject);
        for (Map.Entry<String, Versions> entry : subjects.entrySet()) {
            QualifiedSubject name = QualifiedSubject.of(entry.getKey());
            boolean concerned = scope.isContext()
                    ? scope.context().equals(name.context())
                    : entry.getKey().equals(subject);
            if (concerned) {
                for (SchemaVersion version : entry.getValue().all()) {
                    if (version.deleted()) {
                        remove(entry.getKey(), version.version());
                    }
                }
            }
        }
    }

    /** Which versions a question is about. */
    public enum Which {
        /** Those that are not deleted. */
        ACTIVE,
        /** Those too that are softly deleted. */
        ALL,
        /** Only those that are softly deleted. */
        DELETED;

        /** From the two query parameters of the API. */
        public static Which of(boolean deleted, boolean deletedOnly) {
            return deletedOnly ? DELETED : deleted ? ALL : ACTIVE;
        }

        boolean holds(SchemaVersion version) {
            return this == ALL || version.deleted() == (this == DELETED);
        }
    }

    /** The versions of a subject, oldest first; empty for a subject that is not known. */
    public List<SchemaVersion> versions(String subject, Which which) {
        Versions versions = subjects.get(subject);
        if (versions == null) {
            return List.of();
        }
        List<SchemaVersion> found = new ArrayList<>();
        for (SchemaVersion version : versions.all()) {
            if (which.holds(version)) {
                found.add(version);
            }
        }
        return found;
    }

    /** A version of a subject, deleted or not. */
    public Optional<SchemaVersion> version(String subject, int number) {
        Versions versions = subjects.get(subject);
        return versions == null ? Optional.empty() : Optional.ofNullable(versions.get(number));
    }

    /** The newest version that is not deleted. */
    public Optional<SchemaVersion> latest(String subject) {
        Versions versions = subjects.get(subject);
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
    public List<String> subjects(String prefix, Which which) {
        QualifiedSubject begins = QualifiedSubject.of(prefix);
        List<String> names = new ArrayList<>();
        subjects.forEach((name, versions) -> {
            if (begins.isPrefixOf(name) && (which == Which.DELETED ? versions.allDeleted() : versions.any(which))) {
                names.add(name);
            }
        });
        return names;
    }

    /** Whether a subject, or a context, or with null all, holds an active version. */
    boolean hasActive(@Nullable String scope) {
        QualifiedSubject name = QualifiedSubject.of(scope == null ? "" : scope);
        if (!name.isContext()) {
            return latest(name.toString()).isPresent();
        }
        return !subjects(name.toString(), Which.ACTIVE).isEmpty();
    }

    /** The version that answers for an id: that of {@code subject} when it has it, else any. */
    public Optional<SchemaVersion> byId(String context, int id, @Nullable String subject) {
        Ids ids = contexts.get(context);
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
        Ids ids = contexts.get(context);
        List<SchemaVersion> found = new ArrayList<>();
        if (ids != null) {
            ids.users(id).forEach((subject, number) -> version(subject, number).ifPresent(found::add));
        }
        return found;
    }

    /** The id of the schema with that guid in a context, as long as a version uses it. */
    public Optional<Integer> idOf(String context, UUID guid) {
        Ids ids = contexts.get(context);
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
        Ids ids = contexts.get(context);
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

    /** What is configured for exactly that subject or context; null asks for that of all. */
    public Optional<SubjectConfig> config(@Nullable String subject) {
        return Optional.ofNullable(configs.get(subject == null ? ALL : subject));
    }

    /** What counts for a subject: its own, else its context's, else that of all. */
    public SubjectConfig configInScope(@Nullable String subject) {
        return inScope(configs, subject).orElse(SubjectConfig.EMPTY).orLevel(serverLevel);
    }

    /** The mode of exactly that subject or context; null asks for that of all. */
    public Optional<Mode> mode(@Nullable String subject) {
        return Optional.ofNullable(modes.get(subject == null ? ALL : subject));
    }

    /** The mode that counts for a subject: its own, else its context's, else that of all. */
    public Mode modeInScope(@Nullable String subject) {
        return inScope(modes, subject).orElse(Mode.READWRITE);
    }

    private static <V> Optional<V> inScope(Map<String, V> map, @Nullable String subject) {
        V found = null;
        if (subject != null) {
            found = map.get(subject);
            if (found == null && !QualifiedSubject.of(subject).isInDefaultContext()) {
                found = map.get(QualifiedSubject.of(subject).contextPrefix());
            }
        }
        return Optional.ofNullable(found == null ? map.get(ALL) : found);
    }

    /** Subjects and contexts with a mode of their own that begin with a prefix. */
    List<String> subjectsWithMode(@Nullable String prefix) {
        QualifiedSubject begins = QualifiedSubject.of(prefix == null ? "" : prefix);
        return modes.keySet().stream()
                .filter(name -> !name.equals(ALL) && begins.isPrefixOf(name))
                .sorted()
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
        Ids ids = contexts.get(context);
        if (ids != null) {
            ids.forEach(action);
        }
    }

    /** How many versions there are, deleted ones among them, for the metrics. */
    public long countVersions() {
        return subjects.values().stream().mapToLong(Versions::size).sum();
    }

    /** How many subjects there are. */
    public int countSubjects() {
        return subjects.size();
    }
}
