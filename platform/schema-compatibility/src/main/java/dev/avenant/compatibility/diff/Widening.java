package dev.avenant.compatibility.diff;

import dev.avenant.compatibility.internal.SchemaDisplay;
import java.util.List;
import org.apache.avro.Schema;

/** Whether one type holds every value of another, unchanged. */
final class Widening {
    private Widening() {}

    static boolean holds(Schema narrow, Schema wide) {
        List<Schema> from = branches(narrow);
        List<Schema> into = branches(wide);
        return from.stream().allMatch(branch -> into.stream().anyMatch(other -> one(branch, other)));
    }

    private static List<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    }

    private static boolean one(Schema narrow, Schema wide) {
        if (SchemaDisplay.type(narrow).equals(SchemaDisplay.type(wide))) {
            return true;
        }
        if (narrow.getLogicalType() != null || wide.getLogicalType() != null) {
            return false;
        }
        return switch (narrow.getType()) {
            case INT -> wide.getType() == Schema.Type.LONG || wide.getType() == Schema.Type.DOUBLE;
            case FLOAT -> wide.getType() == Schema.Type.DOUBLE;
            case STRING -> wide.getType() == Schema.Type.BYTES;
            default -> false;
        };
    }
}
