package dev.avenant.serde.internal.schema;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** The schemas within a schema; the records, enums and fixed types among them by full name. */
public final class NamedTypes {

    private NamedTypes() {}

    public static Map<String, Schema> of(Schema schema) {
        Map<String, Schema> types = new LinkedHashMap<>();
        collect(schema, types);
        return types;
    }

    /** All schemas within a schema, itself included. */
    public static Set<Schema> within(Schema schema) {
        Set<Schema> all = Collections.newSetFromMap(new IdentityHashMap<>());
        collectAll(schema, all);
        return all;
    }

    private static void collectAll(Schema schema, Set<Schema> all) {
        if (!all.add(schema)) {
            return;
        }
        switch (schema.getType()) {
            case ARRAY -> collectAll(schema.getElementType(), all);
            case MAP -> collectAll(schema.getValueType(), all);
            case UNION -> schema.getTypes().forEach(branch -> collectAll(branch, all));
            case RECORD -> schema.getFields().forEach(field -> collectAll(field.schema(), all));
            default -> {}
        }
    }

    private static void collect(Schema schema, Map<String, Schema> types) {
        switch (schema.getType()) {
            case ARRAY -> collect(schema.getElementType(), types);
            case MAP -> collect(schema.getValueType(), types);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, types));
            case ENUM, FIXED -> types.put(schema.getFullName(), schema);
            case RECORD -> {
                if (types.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), types));
                }
            }
            default -> {}
        }
    }
}
