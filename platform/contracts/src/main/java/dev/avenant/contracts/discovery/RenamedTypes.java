package dev.avenant.contracts.discovery;

import dev.avenant.compatibility.ComparedSchema;
import dev.avenant.contracts.discovery.FoundSchema.SchemaKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Types that are gone together with their files, and the new ones that they look renamed to. */
final class RenamedTypes {
    private final Map<Object, List<SchemaKey>> added = new HashMap<>();
    private final Map<Object, List<SchemaKey>> gone = new HashMap<>();
    private final Map<SchemaKey, Object> contents = new HashMap<>();

    void added(SchemaKey key, Optional<ComparedSchema> schema) {
        note(added, key, schema);
    }

    void gone(SchemaKey key, Optional<ComparedSchema> schema) {
        note(gone, key, schema);
    }

    private void note(Map<Object, List<SchemaKey>> side, SchemaKey key, Optional<ComparedSchema> schema) {
        schema.flatMap(found -> contentOf(found.schema())).ifPresent(content -> {
            contents.put(key, content);
            side.computeIfAbsent(content, first -> new ArrayList<>()).add(key);
        });
    }

    /** The only new type that has just what a type that is gone had; empty where another has that too. */
    Optional<SchemaKey> nowOf(SchemaKey key) {
        Object content = contents.get(key);
        List<SchemaKey> candidates = added.getOrDefault(content, List.of());
        boolean clear =
                candidates.size() == 1 && gone.getOrDefault(content, List.of()).size() == 1;
        return clear ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /** The fields of a record or the symbols of an enum, as far as they tell it from others. */
    private static Optional<Object> contentOf(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().isEmpty() ? Optional.empty() : Optional.of(schema.getFields());
            case ENUM -> schema.getEnumSymbols().isEmpty() ? Optional.empty() : Optional.of(schema.getEnumSymbols());
            default -> Optional.empty();
        };
    }
}
