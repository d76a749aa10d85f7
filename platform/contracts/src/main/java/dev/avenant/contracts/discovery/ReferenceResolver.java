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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds the types that schemas refer to by name. Where several files define a type, as versions or copies of it do, the
 * one nearest to its user counts: in the same file, the same folder, the fewest folders away, and of those the newest.
 * Safe for use by several threads.
 */
final class ReferenceResolver {
    private final Map<String, List<FoundSchema>> definitions = new HashMap<>();
    private final Map<FoundSchema, Resolved> resolved = new ConcurrentHashMap<>();
    private final Map<FoundSchema, SchemaSyntaxException> unusable = new ConcurrentHashMap<>();

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

    /** A schema that is being put together: the types that it has so far, and the references that are left. */
    private static final class Assembly {
        private final FoundSchema schema;
        private final Deque<String> references;
        private final Map<String, Schema> types = new LinkedHashMap<>();
        private final Set<SchemaSource> sources = new LinkedHashSet<>();

        Assembly(FoundSchema schema) {
            this.schema = schema;
            this.references = new ArrayDeque<>(schema.source().references());
            sources.add(schema.source());
        }

        /** The next reference to a type that no other has brought along. */
        Optional<String> next() {
            while (!references.isEmpty() && types.containsKey(references.element())) {
                references.remove();
            }
            return Optional.ofNullable(references.peek());
        }

        void take(Resolved used) {
            references.remove();
            used.types().forEach(types::putIfAbsent);
            sources.addAll(used.compared().sources());
        }

        Resolved complete() {
            // what the file defines itself must not be there twice
            schema.source().definitions().forEach(types::remove);
            Schema complete = schema.source().resolve(types.values());
            return new Resolved(new ComparedSchema(complete, List.copyOf(sources)), NamedTypes.of(complete));
        }
    }

    /**
     * A schema with all that it refers to. Works without recursion, since references can be many files deep.
     *
     * @throws SchemaSyntaxException when one of them is not there, or they cannot be put together
     */
    ComparedSchema resolve(FoundSchema schema) {
        Deque<Assembly> open = new ArrayDeque<>();
        Set<FoundSchema> users = new HashSet<>();
        FoundSchema needed = known(schema).isPresent() ? null : schema;
        while (needed != null) {
            if (!users.add(needed)) {
                throw cycle(open.element(), needed);
            }
            open.push(new Assembly(needed));
            needed = advance(open, users);
        }
        return known(schema).orElseThrow().compared();
    }

    /**
     * What has been put together already.
     *
     * @throws SchemaSyntaxException when it was tried and could not be
     */
    private Optional<Resolved> known(FoundSchema schema) {
        SchemaSyntaxException fault = unusable.get(schema);
        if (fault != null) {
            throw fault;
        }
        return Optional.ofNullable(resolved.get(schema));
    }

    /** Puts together what is open, the latest first, up to a schema that must be put together before; null at the end. */
    private @Nullable FoundSchema advance(Deque<Assembly> open, Set<FoundSchema> users) {
        while (!open.isEmpty()) {
            Assembly user = open.element();
            Optional<String> reference = user.next();
            try {
                if (reference.isPresent()) {
                    FoundSchema definition = nearest(user.schema, reference.get());
                    Optional<Resolved> used = known(definition);
                    if (used.isEmpty()) {
                        return definition;
                    }
                    user.take(used.get());
                } else {
                    resolved.putIfAbsent(user.schema, user.complete());
                    users.remove(user.schema);
                    open.remove();
                }
            } catch (SchemaSyntaxException e) {
                users.forEach(each -> unusable.putIfAbsent(each, e));
                throw e;
            }
        }
        return null;
    }

    /** Not kept, since which of the types says so depends on where one begins. */
    private static SchemaSyntaxException cycle(Assembly user, FoundSchema definition) {
        return new SchemaSyntaxException(
                place(user.schema, user.next().orElseThrow()),
                "expected references without a cycle but found that " + definition.path() + " and " + user.schema.path()
                        + " need each other",
                "Define the types that need each other in one file");
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
