package dev.avenant.contracts.docs;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** A type in a line: {@code array of string}, {@code nullable Money}, {@code decimal(12,2)}. */
final class TypeNames {
    private TypeNames() {}

    static String of(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> "array of " + of(schema.getElementType());
            case MAP -> "map of " + of(schema.getValueType());
            case UNION -> union(schema);
            case RECORD, ENUM, FIXED -> logical(schema, schema.getName());
            default -> logical(schema, schema.getType().getName());
        };
    }

    private static String union(Schema schema) {
        List<String> branches = new ArrayList<>();
        boolean nullable = false;
        for (Schema branch : schema.getTypes()) {
            if (branch.getType() == Schema.Type.NULL) {
                nullable = true;
            } else {
                branches.add(of(branch));
            }
        }
        return (nullable ? "nullable " : "") + String.join(" or ", branches);
    }

    private static String logical(Schema schema, String name) {
        LogicalType type = schema.getLogicalType();
        if (type == null) {
            return name;
        }
        Object precision = schema.getObjectProp("precision");
        Object scale = schema.getObjectProp("scale");
        String details = precision == null ? "" : "(" + precision + "," + (scale == null ? 0 : scale) + ")";
        return type.getName() + details;
    }
}
