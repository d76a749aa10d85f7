package dev.avenant.compatibility.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.util.internal.Accessor;
import org.jspecify.annotations.Nullable;

/** How a difference names the types and fields that differ. */
final class DiffDisplay {
    private DiffDisplay() {}

    /** A type as a report says it. */
    static Sentence shown(Schema schema) {
        Schema inner = nullable(schema);
        boolean wraps = schema.getType() == Schema.Type.UNION && inner.getType() != Schema.Type.UNION;
        return wraps ? SchemaText.of("diff.nullable", SchemaDisplay.type(inner)) : SchemaDisplay.type(inner);
    }

    static @Nullable String json(Field field) {
        JsonNode value = field.hasDefaultValue() ? Accessor.defaultValue(field) : null;
        return value == null ? null : value.toString();
    }

    static Sentence described(Field field) {
        String value = json(field);
        return value == null
                ? shown(field.schema())
                : SchemaText.of("diff.with-default", shown(field.schema()), SchemaDisplay.shorten(value));
    }

    static boolean isNamed(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> true;
            default -> false;
        };
    }

    static boolean isContainer(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY, MAP, UNION -> true;
            default -> false;
        };
    }

    /** What stands beside null in a nullable type. */
    static Schema nullable(Schema schema) {
        if (schema.getType() != Schema.Type.UNION || schema.getTypes().size() != 2 || !schema.isNullable()) {
            return schema;
        }
        Schema first = schema.getTypes().get(0);
        return first.getType() == Schema.Type.NULL ? schema.getTypes().get(1) : first;
    }
}
