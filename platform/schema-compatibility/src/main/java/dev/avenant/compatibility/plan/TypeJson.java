package dev.avenant.compatibility.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types as JSON: the same with null beside it, under another name, and the smallest default of one. */
final class TypeJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");

    private TypeJson() {}

    /** The type with null as its first branch. */
    static ArrayNode nullable(JsonNode type) {
        ArrayNode union = JSON.arrayNode().add("null");
        if (type.isArray()) {
            type.forEach(branch -> {
                if (!branch.asText().equals("null")) {
                    union.add(branch);
                }
            });
        } else {
            union.add(type);
        }
        return union;
    }

    static boolean isDefinition(JsonNode type) {
        return type.isObject() && NAMED.contains(type.path("type").asText());
    }

    /** The type with everything that it defines under another name, so that it can stand beside the original. */
    static JsonNode renamed(JsonNode type, String suffix) {
        Set<String> names = new HashSet<>();
        collect(type, names);
        return names.isEmpty() ? type : rename(type.deepCopy(), names, suffix);
    }

    private static void collect(JsonNode type, Set<String> names) {
        if (isDefinition(type)) {
            names.add(type.path("name").asText());
        }
        if (type.isArray()) {
            type.forEach(branch -> collect(branch, names));
        } else if (type.isObject()) {
            collect(type.path("type"), names);
            collect(type.path("items"), names);
            collect(type.path("values"), names);
            type.path("fields").forEach(field -> collect(field.path("type"), names));
        }
    }

    private static JsonNode rename(JsonNode type, Set<String> names, String suffix) {
        if (type.isTextual()) {
            return names.contains(type.asText()) ? JSON.textNode(type.asText() + suffix) : type;
        }
        if (type instanceof ArrayNode union) {
            for (int i = 0; i < union.size(); i++) {
                union.set(i, rename(union.get(i), names, suffix));
            }
        }
        if (type instanceof ObjectNode object) {
            if (isDefinition(type)) {
                object.put("name", type.path("name").asText() + suffix);
            }
            for (String inner : new String[] {"type", "items", "values"}) {
                if (object.has(inner)) {
                    object.set(inner, rename(object.get(inner), names, suffix));
                }
            }
            for (JsonNode field : object.path("fields")) {
                rename(field, names, suffix);
            }
        }
        return type;
    }

    /** The smallest default that the type takes; null when none is known here. */
    static @Nullable JsonNode smallest(JsonNode type) {
        if (type.isArray()) {
            return type.isEmpty() ? null : smallest(type.get(0));
        }
        String name = type.isObject() ? type.path("type").asText() : type.asText();
        return switch (name) {
            case "null" -> JSON.nullNode();
            case "boolean" -> JSON.booleanNode(false);
            case "int", "long" -> JSON.numberNode(0);
            case "float", "double" -> JSON.numberNode(0.0);
            case "string" ->
                JSON.textNode(
                        type.path("logicalType").asText().equals("uuid") ? "00000000-0000-0000-0000-000000000000" : "");
            case "bytes" -> JSON.textNode("");
            case "array" -> JSON.arrayNode();
            case "map" -> JSON.objectNode();
            case "enum" ->
                type.has("default") ? type.get("default") : type.path("symbols").path(0);
            case "fixed" ->
                JSON.textNode("\0".repeat(Math.max(0, type.path("size").asInt())));
            case "record" -> smallestRecord(type);
            default -> null;
        };
    }

    private static @Nullable JsonNode smallestRecord(JsonNode record) {
        ObjectNode value = JSON.objectNode();
        for (JsonNode field : record.path("fields")) {
            if (!field.has("default")) {
                JsonNode inner = smallest(field.path("type"));
                if (inner == null) {
                    return null;
                }
                value.set(field.path("name").asText(), inner);
            }
        }
        return value;
    }
}
