package dev.avenant.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The named types in a schema. */
public final class NamedTypes {
    private NamedTypes() {}

    /** Each named type by its full name, the outermost first. */
    public static Map<String, Schema> of(Schema schema) {
        Map<String, Schema> types = new LinkedHashMap<>();
        Deque<Schema> ahead = new ArrayDeque<>();
        ahead.push(schema);
        while (!ahead.isEmpty()) {
            Schema next = ahead.pop();
            if (!isNamed(next) || types.putIfAbsent(next.getFullName(), next) == null) {
                List<Schema> parts = SchemaExtent.parts(next);
                for (int last = parts.size() - 1; last >= 0; last--) {
                    ahead.push(parts.get(last));
                }
            }
        }
        return types;
    }

    private static boolean isNamed(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> true;
            default -> false;
        };
    }
}
