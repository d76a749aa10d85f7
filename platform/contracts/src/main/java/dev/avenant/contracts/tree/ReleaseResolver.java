package dev.avenant.contracts.tree;

import dev.avenant.finding.SourceLocation;
import dev.avenant.schema.SchemaLimits;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Puts versions together with the versions of the types they refer to, each combination once. Safe for use by several
 * threads.
 */
final class ReleaseResolver {
    private final Map<String, SortedMap<Integer, ContractVersion>> types;
    private final Set<String> unreadable;
    private final Map<String, Schema> withoutReferences = new ConcurrentHashMap<>();
    private final Readings withReferences = new Readings();

    /**
     * @param types the versions of each shared type, by its full name
     * @param unreadable simple names of the types of which a file could not be read, which was reported already
     */
    ReleaseResolver(Map<String, SortedMap<Integer, ContractVersion>> types, Set<String> unreadable) {
        this.types = types;
        this.unreadable = unreadable;
    }

    /** A version needs a type whose file could not be read. */
    static final class UnreadableTypeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableTypeException(String name) {
            super(name);
        }
    }

    /** The version with the newest version of each type. */
    Release newest(ContractVersion version) {
        return release(version, name -> {
            SortedMap<Integer, ContractVersion> versions = types.get(name);
            return versions == null || versions.isEmpty() ? 0 : versions.lastKey();
        });
    }

    /** The version with the types it was released with. */
    Release released(ContractVersion version, SortedMap<String, Integer> selected) {
        return release(version, name -> selected.getOrDefault(name, 0));
    }

    private Release release(ContractVersion version, ToIntFunction<String> selection) {
        Map<String, ContractVersion> needed = new LinkedHashMap<>();
        collect(version, selection, needed, new LinkedHashSet<>());
        SortedMap<String, Integer> numbers = new TreeMap<>();
        needed.forEach((name, type) -> numbers.put(name, type.number()));
        List<SchemaSource> sources = new ArrayList<>();
        sources.add(version.source());
        Readings readings = withReferences;
        List<Schema> known = new ArrayList<>();
        for (ContractVersion type : needed.values()) {
            readings = readings.after(type);
            known.add(schema(type, readings, known));
            sources.add(type.source());
        }
        return new Release(version, numbers, schema(version, readings.after(version), known), sources);
    }

    private Schema schema(ContractVersion version, Readings readings, List<Schema> known) {
        SchemaSource source = version.source();
        if (source.references().isEmpty()) {
            return withoutReferences.computeIfAbsent(version.path(), path -> source.resolve());
        }
        return readings.last(source, known);
    }

    /** The versions that were read one after the other so far; those that need the same types in a row share them. */
    private static final class Readings {
        private final Map<String, Readings> next = new ConcurrentHashMap<>();
        private @Nullable Schema schema;

        Readings after(ContractVersion version) {
            return next.computeIfAbsent(version.path(), path -> new Readings());
        }

        /** The schema of the last of them, of which this is the source. */
        synchronized Schema last(SchemaSource source, List<Schema> known) {
            if (schema == null) {
                schema = source.resolve(known);
            }
            return schema;
        }
    }

    /** Adds what the version needs, each type after those that it needs itself. */
    private void collect(
            ContractVersion version,
            ToIntFunction<String> selection,
            Map<String, ContractVersion> needed,
            Set<String> path) {
        if (path.size() >= SchemaLimits.MAX_TYPE_DEPTH) {
            throw SchemaSyntaxException.tooDeep(version.source().start(), path.size() + 1);
        }
        for (String reference : version.source().references()) {
            if (path.contains(reference)) {
                throw new SchemaSyntaxException(
                        place(version, reference),
                        "expected references without a cycle but found " + String.join(" -> ", cycle(path, reference)),
                        "Define the types that need each other in one file");
            }
            if (needed.containsKey(reference)) {
                continue;
            }
            ContractVersion type = type(version, reference, selection.applyAsInt(reference));
            path.add(reference);
            collect(type, selection, needed, path);
            path.remove(reference);
            needed.put(reference, type);
        }
    }

    private ContractVersion type(ContractVersion user, String name, int number) {
        SortedMap<Integer, ContractVersion> versions = types.get(name);
        ContractVersion type = versions == null ? null : versions.get(number);
        if (type == null && unreadable.contains(name.substring(name.lastIndexOf('.') + 1))) {
            throw new UnreadableTypeException(name);
        }
        if (type == null) {
            String found = versions == null || number == 0
                    ? name + ", which no file in types/ defines"
                    : name + " v" + number + ", which is not there";
            throw new SchemaSyntaxException(
                    place(user, name),
                    "expected a shared type that exists but found " + found,
                    versions == null ? "Correct the name, or add the type" : "Restore the file from git");
        }
        return type;
    }

    private static SourceLocation place(ContractVersion user, String reference) {
        return user.source().locationOfReference(reference).orElse(user.source().start());
    }

    private static List<String> cycle(Set<String> path, String again) {
        List<String> cycle = new ArrayList<>(path);
        while (!cycle.get(0).equals(again)) {
            cycle.remove(0);
        }
        cycle.add(again);
        return cycle;
    }
}
