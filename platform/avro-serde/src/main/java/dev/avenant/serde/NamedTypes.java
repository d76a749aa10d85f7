package dev.avenant.serde;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** The records, enums and fixed types of a schema, itself included, by full name. */
final class NamedTypes {

    private NamedTypes() {}

    static Map<String, Schema> of(Schema schema) {
        Map<String, Schema> types = new LinkedHashMap<>();
        collect(schema, types);
        return types;
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
