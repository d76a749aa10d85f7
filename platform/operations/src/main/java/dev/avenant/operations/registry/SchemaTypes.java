package dev.avenant.operations.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** What the JSON of a schema says of its types, also where Avro would refuse it. */
public final class SchemaTypes {
    private SchemaTypes() {}

    /** A type in one line, such as {@code list of string}. A stream would need too much of the stack for a deep one. */
    public static String typeOf(JsonNode type) {
        if (type.isTextual()) {
            return simpleName(type.textValue());
        }
        if (type.isArray()) {
            StringJoiner branches = new StringJoiner(" or ");
            for (JsonNode branch : type) {
                branches.add(typeOf(branch));
            }
            return branches.toString();
        }
        if (!type.isObject()) {
            return type.toString();
        }
        if (type.has("logicalType")) {
            return logicalType(type) + " (" + typeOf(type.path("type")) + ")";
        }
        return switch (type.path("type").asText()) {
            case "array" -> "list of " + typeOf(type.path("items"));
            case "map" -> "map to " + typeOf(type.path("values"));
            case "record", "enum", "fixed", "error" ->
                simpleName(type.path("name").asText());
            default -> typeOf(type.path("type"));
        };
    }

    private static String logicalType(JsonNode type) {
        String name = type.get("logicalType").asText();
        return name.equals("decimal")
                ? name + "(" + type.path("precision").asText() + ", "
                        + type.path("scale").asText("0") + ")"
                : name;
    }

    /** The namespace of a type: its own, that of its full name, or the one that it is inside of. */
    public static String namespaceOf(JsonNode type, String around) {
        String name = type.path("name").asText("");
        if (name.contains(".")) {
            return name.substring(0, name.lastIndexOf('.'));
        }
        return type.path("namespace").isTextual() ? type.get("namespace").textValue() : around;
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
