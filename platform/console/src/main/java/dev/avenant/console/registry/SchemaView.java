package dev.avenant.console.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A schema taken apart for reading. It is read as JSON and not as Avro, so that a page can show every schema, with the
 * references that it does not hold and also where Avro would refuse it.
 *
 * @param recordName the name without its namespace; the schema's type where it has none
 * @param doc what the schema says of itself; null when nothing
 * @param fields the fields of a record; empty for other types
 * @param text the schema as indented JSON
 */
public record SchemaView(String recordName, @Nullable String doc, List<Field> fields, String text) {

    /**
     * One field.
     *
     * @param type its type in one line
     * @param defaultValue its default as JSON; null when it has none
     * @param tags what it is marked with, such as PII
     */
    public record Field(
            String name,
            String type,
            @Nullable String defaultValue,
            @Nullable String doc,
            List<String> tags) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static SchemaView of(String schema) {
        try {
            JsonNode root = JSON.readTree(schema);
            return new SchemaView(
                    nameOf(root),
                    textOf(root, "doc"),
                    fieldsOf(root),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } catch (JsonProcessingException unreadable) {
            return new SchemaView("unreadable schema", null, List.of(), schema);
        }
    }

    private static String nameOf(JsonNode schema) {
        if (schema.isTextual()) {
            return schema.textValue();
        }
        String name = textOf(schema, "name");
        if (name == null) {
            return typeOf(schema);
        }
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<Field> fieldsOf(JsonNode schema) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : schema.path("fields")) {
            fields.add(new Field(
                    field.path("name").asText(),
                    typeOf(field.path("type")),
                    field.has("default") ? field.get("default").toString() : null,
                    textOf(field, "doc"),
                    StreamSupport.stream(field.path("tags").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList()));
        }
        return fields;
    }

    private static String typeOf(JsonNode type) {
        if (type.isTextual()) {
            return type.textValue();
        }
        if (type.isArray()) {
            return String.join(
                    " or ",
                    StreamSupport.stream(type.spliterator(), false)
                            .map(SchemaView::typeOf)
                            .toList());
        }
        if (type.has("logicalType")) {
            return type.get("logicalType").asText() + " (" + type.path("type").asText() + ")";
        }
        return switch (type.path("type").asText()) {
            case "array" -> "list of " + typeOf(type.path("items"));
            case "map" -> "map to " + typeOf(type.path("values"));
            case "record", "enum", "fixed", "error" -> type.path("name").asText();
            default -> typeOf(type.path("type"));
        };
    }

    private static @Nullable String textOf(JsonNode node, String property) {
        return node.path(property).isTextual() ? node.get(property).textValue() : null;
    }
}
