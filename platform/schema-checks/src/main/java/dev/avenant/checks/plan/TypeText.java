package dev.avenant.checks.plan;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** A type as it is written in a field, with named types by their full name. */
final class TypeText {
    private TypeText() {}

    static String of(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> "\"" + schema.getFullName() + "\"";
            case ARRAY -> "{\"type\": \"array\", \"items\": " + of(schema.getElementType()) + "}";
            case MAP -> "{\"type\": \"map\", \"values\": " + of(schema.getValueType()) + "}";
            case UNION -> schema.getTypes().stream().map(TypeText::of).collect(Collectors.joining(", ", "[", "]"));
            default -> schema.toString().replace("\":", "\": ").replace(",\"", ", \"");
        };
    }

    /** The same with null beside it. */
    static String nullable(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return "[\"null\", " + of(schema) + "]";
        }
        return schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .map(TypeText::of)
                .collect(Collectors.joining(", ", "[\"null\", ", "]"));
    }
}
