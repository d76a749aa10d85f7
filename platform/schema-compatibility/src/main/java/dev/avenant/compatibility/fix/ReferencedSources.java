package dev.avenant.compatibility.fix;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.schema.NamedTypes;
import dev.avenant.schema.SchemaSource;
import dev.avenant.schema.SchemaSyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The files of the types that a schema may refer to, in any order. */
final class ReferencedSources {
    private final List<SchemaSource> sources;
    private final Map<String, SchemaSource> definitions = new HashMap<>();
    private final Map<SchemaSource, Schema> resolved = new HashMap<>();

    /**
     * @param sources those that the schema refers to
     * @param elsewhere those that it may refer to, by the full names of their types
     */
    ReferencedSources(List<SchemaSource> sources, Map<String, SchemaSource> elsewhere) {
        this.sources = List.copyOf(sources);
        for (SchemaSource source : sources) {
            source.definitions().forEach(type -> definitions.putIfAbsent(type, source));
        }
        elsewhere.forEach(definitions::putIfAbsent);
    }

    /**
     * A schema with the types it refers to.
     *
     * @throws SchemaSyntaxException when one of them is not there, or they need each other
     */
    ComparedSchema resolve(SchemaSource source) {
        List<SchemaSource> all = new ArrayList<>(List.of(source));
        all.addAll(sources);
        return new ComparedSchema(resolve(source, new ArrayDeque<>()), all);
    }

    private Schema resolve(SchemaSource source, Deque<SchemaSource> users) {
        users.push(source);
        Map<String, Schema> types = new LinkedHashMap<>();
        for (String reference : source.references()) {
            SchemaSource definition = definitions.getOrDefault(
                    reference, definitions.get(reference.substring(reference.lastIndexOf('.') + 1)));
            if (definition != null && !users.contains(definition)) {
                Schema known = resolved.get(definition);
                if (known == null) {
                    known = resolve(definition, users);
                    resolved.put(definition, known);
                }
                NamedTypes.of(known).forEach(types::putIfAbsent);
            }
        }
        users.pop();
        source.definitions().forEach(types::remove);
        return source.resolve(types.values());
    }
}
