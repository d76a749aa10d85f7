package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.finding.SourceLocation;
import dev.avenant.schema.NamedTypes;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Finds the types that schemas refer to by name. Where several files define a type, as versions or copies of it do, the
 * one nearest to its user counts: in the same file, the same folder, the fewest folders away, and of those the newest.
 * Safe for use by several threads.
 */
final class ReferenceResolver {
    private final Map<String, List<FoundSchema>> definitions = new HashMap<>();
    private final Map<FoundSchema, Resolved> resolved = new ConcurrentHashMap<>();

    ReferenceResolver(Collection<FoundSchema> schemas) {
        for (FoundSchema schema : schemas) {
            for (String type : schema.source().definitions()) {
                definitions.computeIfAbsent(type, name -> new ArrayList<>()).add(schema);
            }
        }
    }

    /**
     * A schema with all that it refers to.
     *
     * @param types each named type in it by its full name
     */
    private record Resolved(ComparedSchema compared, Map<String, Schema> types) {}

    ComparedSchema resolve(FoundSchema schema) {
        return resolve(schema, new ArrayDeque<>()).compared();
    }

    private Resolved resolve(FoundSchema schema, Deque<FoundSchema> users) {
        Resolved known = resolved.get(schema);
        if (known != null) {
            return known;
        }
        users.addLast(schema);
        Map<String, Schema> types = new LinkedHashMap<>();
        Set<SchemaSource> sources = new LinkedHashSet<>();
        sources.add(schema.source());
        for (String reference : schema.source().references()) {
            if (types.containsKey(reference)) {
                continue;
            }
            FoundSchema definition = nearest(schema, reference);
            if (users.contains(definition)) {
                throw new SchemaSyntaxException(
                        place(schema, reference),
                        "expected references without a cycle but found that " + definition.path() + " and "
                                + schema.path() + " need each other",
                        "Define the types that need each other in one file");
            }
            Resolved used = resolve(definition, users);
            used.types().forEach(types::putIfAbsent);
            sources.addAll(used.compared().sources());
        }
        users.removeLast();
        // what the file defines itself must not be there twice
        schema.source().definitions().forEach(types::remove);
        Schema complete = schema.source().resolve(types.values());
        Resolved all = new Resolved(new ComparedSchema(complete, List.copyOf(sources)), NamedTypes.of(complete));
        Resolved first = resolved.putIfAbsent(schema, all);
        return first == null ? all : first;
    }

    /** The types that a schema refers to and no file defines. */
    List<String> missing(FoundSchema schema) {
        return schema.source().references().stream()
                .filter(type -> candidates(type).stream().allMatch(schema::equals))
                .toList();
    }

    private List<FoundSchema> candidates(String type) {
        String simpleName = type.substring(type.lastIndexOf('.') + 1);
        return definitions.getOrDefault(type, definitions.getOrDefault(simpleName, List.of()));
    }

    FoundSchema nearest(FoundSchema user, String type) {
        return candidates(type).stream()
                .filter(candidate -> !candidate.equals(user))
                .max(Comparator.comparing(
                                (FoundSchema candidate) -> candidate.path().equals(user.path()))
                        .thenComparing(candidate -> Folders.shared(user.path(), candidate.path()))
                        .thenComparing(candidate -> -Folders.between(user.path(), candidate.path()))
                        .thenComparing(candidate -> candidate
                                .source()
                                .fullName()
                                .filter(type::equals)
                                .isPresent())
                        .thenComparing(FoundSchema::versioned, VersionedPath.BY_NUMBER)
                        .thenComparing(FoundSchema::path, Comparator.reverseOrder()))
                .orElseThrow(() -> new SchemaSyntaxException(
                        place(user, type),
                        "expected a type that exists but found " + type + ", which no schema file defines",
                        "Correct the name, or add the type"));
    }

    private static SourceLocation place(FoundSchema user, String reference) {
        return user.source().locationOfReference(reference).orElse(user.source().start());
    }
}
