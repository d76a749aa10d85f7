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
    private final Map<FoundSchema, ComparedSchema> resolved = new ConcurrentHashMap<>();

    ReferenceResolver(Collection<FoundSchema> schemas) {
        for (FoundSchema schema : schemas) {
            for (String type : schema.source().definitions()) {
                definitions.computeIfAbsent(type, name -> new ArrayList<>()).add(schema);
            }
        }
    }

    ComparedSchema resolve(FoundSchema schema) {
        return resolve(schema, new ArrayDeque<>());
    }

    private ComparedSchema resolve(FoundSchema schema, Deque<FoundSchema> users) {
        ComparedSchema known = resolved.get(schema);
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
            ComparedSchema used = resolve(definition, users);
            NamedTypes.of(used.schema()).forEach(types::putIfAbsent);
            sources.addAll(used.sources());
        }
        users.removeLast();
        // what the file defines itself must not be there twice
        schema.source().definitions().forEach(types::remove);
        ComparedSchema compared = new ComparedSchema(schema.source().resolve(types.values()), List.copyOf(sources));
        ComparedSchema first = resolved.putIfAbsent(schema, compared);
        return first == null ? compared : first;
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
