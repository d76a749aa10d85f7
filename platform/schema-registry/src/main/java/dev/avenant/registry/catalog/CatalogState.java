package dev.avenant.registry.catalog;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What the records of the log have made, changed by {@link RegistryRecord#replay} alone. One thread replays; any number of
 * threads read, and see each record as a whole.
 */
public final class CatalogState {

    private final NavigableMap<String, SubjectVersions> subjects = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, SchemaIds> contexts = new ConcurrentSkipListMap<>();
    // Of contexts that are not there: removed, or known only by the ids that they gave out.
    private final NavigableMap<String, Integer> formerIds = new ConcurrentSkipListMap<>();
    private final ScopedSettings<SubjectConfig> configs = new ScopedSettings<>();
    private final ScopedSettings<Mode> modes = new ScopedSettings<>();
    private final ReferenceIndex references = new ReferenceIndex();
    private final NavigableMap<String, ResourceAssociation> associations = new ConcurrentSkipListMap<>();

    CatalogState() {
        contexts.put(QualifiedSubject.DEFAULT_CONTEXT, new SchemaIds(0));
    }

    NavigableMap<String, SubjectVersions> subjects() {
        return subjects;
    }

    NavigableMap<String, SchemaIds> contexts() {
        return contexts;
    }

    ScopedSettings<SubjectConfig> configs() {
        return configs;
    }

    ScopedSettings<Mode> modes() {
        return modes;
    }

    ReferenceIndex references() {
        return references;
    }

    NavigableMap<String, ResourceAssociation> associations() {
        return associations;
    }

    /** The ids of a context, which is there from now on. */
    SchemaIds ids(String context) {
        return contexts.computeIfAbsent(context, name -> new SchemaIds(formerIds.getOrDefault(name, 0)));
    }

    /** Forgets a context, but not how far its ids had come. */
    void removeContext(String context) {
        SchemaIds ids = contexts.get(context);
        if (ids != null) {
            formerIds.merge(context, ids.highest(), Math::max);
            contexts.remove(context);
        }
    }

    /** Ids of a context have come so far; it need not be there for that. */
    void raiseHighestId(String context, int id) {
        SchemaIds ids = contexts.get(context);
        if (ids == null) {
            formerIds.merge(context, id, Math::max);
        } else {
            ids.raise(id);
        }
    }

    /** How far the ids of a context had ever come, whether it is there or not; 0 when it gave out none. */
    int highestId(String context) {
        SchemaIds ids = contexts.get(context);
        return ids == null ? formerIds.getOrDefault(context, 0) : ids.highest();
    }

    /** The highest ids, by context, of those that ever gave out any. */
    Map<String, Integer> highestIds() {
        Map<String, Integer> highest = new TreeMap<>(formerIds);
        contexts.forEach((context, ids) -> highest.put(context, ids.highest()));
        highest.values().removeIf(id -> id == 0);
        return highest;
    }

    void setAssociation(String key, @Nullable ResourceAssociation association) {
        if (association == null) {
            associations.remove(key);
        } else {
            associations.put(key, association);
        }
    }

    void put(SchemaRecord schema, long timestamp) {
        SubjectVersions versions = subjects.computeIfAbsent(schema.subject(), name -> new SubjectVersions());
        SchemaVersion before = versions.get(schema.version());
        boolean sameContent = before != null && before.content().equals(schema.content());
        SchemaVersion version = new SchemaVersion(
                schema.subject(),
                schema.version(),
                schema.id(),
                before != null && sameContent ? before.guid() : schema.content().guid(),
                before != null && sameContent ? before.content() : schema.content(),
                timestamp,
                schema.deleted());
        if (before != null && !sameContent) {
            references.remove(before);
        }
        versions.put(version);
        SchemaIds ids = ids(QualifiedSubject.of(schema.subject()).context());
        if (before != null && before.id() != version.id()) {
            release(before, versions, ids);
        }
        ids.put(version);
        references.add(version);
    }

    void remove(String subject, int number) {
        SubjectVersions versions = subjects.get(subject);
        SchemaVersion version = versions == null ? null : versions.remove(number);
        if (versions == null || version == null) {
            return;
        }
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        release(version, versions, ids(QualifiedSubject.of(subject).context()));
        references.remove(version);
    }

    /** A version has its id no more; another one of the subject that has it too answers for it from now on. */
    private static void release(SchemaVersion gone, SubjectVersions versions, SchemaIds ids) {
        SchemaVersion left = null;
        for (SchemaVersion version : versions.all()) {
            left = version.id() == gone.id() ? version : left;
        }
        if (left == null) {
            ids.remove(gone);
        } else {
            ids.put(left);
        }
    }

    void deleteSoftly(String subject, int upToVersion) {
        SubjectVersions versions = subjects.get(subject);
        if (versions != null) {
            for (SchemaVersion version : versions.all()) {
                if (version.version() <= upToVersion && !version.deleted()) {
                    versions.put(version.softlyDeleted());
                }
            }
        }
    }

    /** Forgets the softly deleted versions of a subject or context. */
    void clear(@Nullable String scope) {
        for (String subject : subjectsWithin(scope)) {
            SubjectVersions versions = subjects.get(subject);
            for (SchemaVersion version : versions == null ? new SchemaVersion[0] : versions.all()) {
                if (version.deleted()) {
                    remove(subject, version.version());
                }
            }
        }
    }

    /** The subject of that name, those of a context where the name is one; all with null or the context of all contexts. */
    List<String> subjectsWithin(@Nullable String scope) {
        if (scope == null || scope.equals(QualifiedSubject.GLOBAL)) {
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
}
