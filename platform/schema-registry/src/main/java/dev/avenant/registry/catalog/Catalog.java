package dev.avenant.registry.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows, as answers to questions. Any number of threads ask, while one replays the records of the log in
 * their order; each record is seen as a whole.
 */
public final class Catalog {

    private final SubjectDefaults defaults;
    private final AtomicLong changes = new AtomicLong();
    private final CatalogState state = new CatalogState();

    /** Made with what counts for subjects that nobody configured. */
    public Catalog(SubjectDefaults defaults) {
        this.defaults = defaults;
    }

    /** Replays the next record of the log; {@code timestamp} in milliseconds since 1970. */
    public void replay(RegistryRecord record, long timestamp) {
        record.replay(state, timestamp);
        changes.incrementAndGet();
    }

    /** How many records were replayed: as long as it stays the same, so does every answer. */
    public long changes() {
        return changes.get();
    }

    /** The versions of a subject, oldest first; empty for a subject that is not known. */
    public List<SchemaVersion> versions(String subject, LookupFilter filter) {
        SubjectVersions versions = state.subjects().get(subject);
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
        SubjectVersions versions = state.subjects().get(subject);
        return versions == null ? Optional.empty() : Optional.ofNullable(versions.get(number));
    }

    /** The newest version that is not deleted. */
    public Optional<SchemaVersion> latest(String subject) {
        SubjectVersions versions = state.subjects().get(subject);
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
        state.subjects().forEach((name, versions) -> {
            if (begins.isPrefixOf(name)
                    && (filter == LookupFilter.DELETED ? versions.allDeleted() : versions.any(filter))) {
                names.add(name);
            }
        });
        return names;
    }

    List<String> subjectsWithin(@Nullable String scope) {
        return state.subjectsWithin(scope);
    }

    /** Whether a subject, or a context, or with null anything, has such versions. */
    public boolean holds(@Nullable String scope, LookupFilter filter) {
        return state.subjectsWithin(scope).stream().anyMatch(subject -> {
            SubjectVersions versions = state.subjects().get(subject);
            return versions != null && versions.any(filter);
        });
    }

    /** The version that answers for an id: that of {@code subject} when it has it, else any. */
    public Optional<SchemaVersion> byId(String context, int id, @Nullable String subject) {
        SchemaIds ids = state.contexts().get(context);
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
        SchemaIds ids = state.contexts().get(context);
        List<SchemaVersion> found = new ArrayList<>();
        if (ids != null) {
            ids.users(id).forEach((subject, number) -> version(subject, number).ifPresent(found::add));
        }
        return found;
    }

    /** The id of the schema with that guid in a context, as long as a version holds that schema under it. */
    public Optional<Integer> idOf(String context, UUID guid) {
        SchemaIds ids = state.contexts().get(context);
        Integer id = ids == null ? null : ids.of(guid);
        // An import may have given the id of what is gone to another schema.
        return id != null
                        && users(context, id).stream()
                                .anyMatch(user -> user.guid().equals(guid))
                ? Optional.of(id)
                : Optional.empty();
    }

    /** The ids that a guid has or had, by context. */
    public Map<String, Integer> everyIdOf(UUID guid) {
        Map<String, Integer> found = new TreeMap<>();
        state.contexts().forEach((context, ids) -> {
            Integer id = ids.of(guid);
            if (id != null) {
                found.put(context, id);
            }
        });
        return found;
    }

    /** The highest id that was ever given out in a context. */
    public int highestId(String context) {
        return state.highestId(context);
    }

    /** The highest ids, by context, of those that ever gave out any. */
    public Map<String, Integer> highestIds() {
        return state.highestIds();
    }

    /** The names of the contexts, in order. */
    public Set<String> contexts() {
        return new TreeSet<>(state.contexts().keySet());
    }

    /** Versions that refer to one; deleted ones only when asked for. */
    public List<SchemaVersion> referrers(String subject, int number, boolean deleted) {
        List<SchemaVersion> found = new ArrayList<>();
        state.references()
                .of(
                        subject,
                        number,
                        (user, version) -> version(user, version)
                                .filter(candidate -> deleted || !candidate.deleted())
                                .ifPresent(found::add));
        return found;
    }

    /** What is configured for exactly that subject or context; null asks for that of the default context. */
    public Optional<SubjectConfig> config(@Nullable String scope) {
        return state.configs().at(scope);
    }

    /** What counts for a subject: its own, else its context's, else that of all contexts, with the level that counts. */
    public SubjectConfig configInScope(@Nullable String scope) {
        return state.configs().nearest(scope).orElse(SubjectConfig.EMPTY).orLevel(defaults.compatibilityLevel());
    }

    /** The mode of exactly that subject or context; null asks for that of the default context. */
    public Optional<Mode> mode(@Nullable String scope) {
        return state.modes().at(scope);
    }

    /** The mode that counts for a subject: its own, else its context's, else that of all contexts. */
    public Mode modeInScope(@Nullable String scope) {
        return state.modes().nearest(scope).orElse(Mode.READWRITE);
    }

    /** Subjects and contexts with a mode of their own that begin with a prefix. */
    List<String> subjectsWithMode(@Nullable String prefix) {
        return state.modes().below(prefix);
    }

    /** Subjects with an alias, that begin with a prefix. */
    public List<String> subjectsWithAlias(String prefix) {
        return state.configs().below(prefix).stream()
                .filter(subject -> state.configs()
                        .at(subject)
                        .map(SubjectConfig::usableAlias)
                        .isPresent())
                .toList();
    }

    /** What counts for subjects that nobody configured. */
    public SubjectDefaults defaults() {
        return defaults;
    }

    /** Whether a schema is brought into its normal form there: who imports one keeps it as it is elsewhere. */
    boolean normalizes(RegistrationRequest wanted, SubjectConfig config) {
        return (wanted.options().normalize() || config.normalizes())
                && !modeInScope(wanted.subject()).imports();
    }

    /** All associations by their keys. */
    public Map<String, ResourceAssociation> associations() {
        return Collections.unmodifiableMap(state.associations());
    }

    /** Calls with each id of a context. */
    public void forEachId(String context, IntConsumer action) {
        SchemaIds ids = state.contexts().get(context);
        if (ids != null) {
            ids.forEach(action);
        }
    }

    /** How many versions there are, deleted ones among them, for the metrics. */
    public long countVersions() {
        return state.subjects().values().stream()
                .mapToLong(SubjectVersions::size)
                .sum();
    }

    /** How many subjects there are. */
    public int countSubjects() {
        return state.subjects().size();
    }
}
