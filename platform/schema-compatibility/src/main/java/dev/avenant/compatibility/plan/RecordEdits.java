package dev.avenant.compatibility.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Edits of one field of a record's JSON; each makes another record and leaves the given one as it is. */
final class RecordEdits {
    private RecordEdits() {}

    /** The record with one more field at its end. */
    static JsonNode with(JsonNode record, ObjectNode field) {
        ObjectNode next = record.deepCopy();
        ((ArrayNode) next.path("fields")).add(field);
        return next;
    }

    static JsonNode replacing(JsonNode record, String name, ObjectNode field) {
        return edited(record, name, field);
    }

    static JsonNode without(JsonNode record, String name) {
        return edited(record, name, null);
    }

    private static JsonNode edited(JsonNode record, String name, @Nullable ObjectNode replacement) {
        ObjectNode next = record.deepCopy();
        ArrayNode fields = next.putArray("fields");
        SchemaJson.fields(record).forEach((other, field) -> {
            if (!other.equals(name)) {
                fields.add(field);
            } else if (replacement != null) {
                fields.add(replacement);
            }
        });
        return next;
    }
}
