package dev.avenant.avro.generators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random types, each in a text of its own, that refer to those before them: several times to one, through unions, arrays
 * and maps, from inner types, and back to themselves.
 */
public final class RandomReferences {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMESPACES = List.of("a", "a.b", "");

    private final Random random;
    private final List<ObjectNode> types = new ArrayList<>();

    /** @param random decides everything; one with the same seed makes the same types */
    public RandomReferences(Random random) {
        this.random = random;
    }

    /** New types, as JSON, each after those it refers to. */
    public List<ObjectNode> types() {
        types.clear();
        int count = 2 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            types.add(record("T" + i, NAMESPACES.get(random.nextInt(NAMESPACES.size())), i, 0));
        }
        return List.copyOf(types);
    }

    /** The last type with all others written out where they are used first. */
    public static JsonNode inline(List<ObjectNode> types) {
        return inline(types.get(types.size() - 1), types, new HashSet<>());
    }

    private static JsonNode inline(JsonNode schema, List<ObjectNode> types, Set<String> written) {
        if (schema.isTextual()) {
            for (ObjectNode type : types) {
                if (fullName(type).equals(schema.textValue()) && written.add(schema.textValue())) {
                    return inline(type, types, written);
                }
            }
            return schema;
        }
        if (schema.isArray()) {
            ArrayNode branches = JSON.arrayNode();
            schema.forEach(branch -> branches.add(inline(branch, types, written)));
            return branches;
        }
        ObjectNode copy = schema.deepCopy();
        if (copy.has("name")) {
            written.add(fullName(copy));
        }
        for (JsonNode field : copy.path("fields")) {
            ((ObjectNode) field).set("type", inline(field.get("type"), types, written));
        }
        for (String inner : List.of("items", "values")) {
            if (copy.has(inner)) {
                copy.set(inner, inline(copy.get(inner), types, written));
            }
        }
        return copy;
    }

    /** The full name of one of the types. */
    public static String fullName(JsonNode type) {
        String namespace = type.get("namespace").textValue();
        return (namespace.isEmpty() ? "" : namespace + ".") + type.get("name").textValue();
    }

    private ObjectNode record(String name, String namespace, int before, int depth) {
        ObjectNode record = JSON.objectNode()
                .put("type", "record")
                .put("name", name)
                .put("namespace", namespace)
                .put("doc", "The doc of " + name);
        record.putArray("aliases").add(name + "Before");
        ArrayNode fields = record.putArray("fields");
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            ObjectNode field = fields.addObject().put("name", "f" + i);
            field.set("type", type(name + "_" + i, fullName(record), namespace, before, depth));
            if (random.nextInt(3) == 0) {
                field.put("doc", "The doc of f" + i).put("note", i);
            }
        }
        return record;
    }

    private JsonNode type(String name, String user, String namespace, int before, int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.objectNode().put("type", "array").set("items", reference(user, before));
            case 1 -> JSON.objectNode().put("type", "map").set("values", reference(user, before));
            case 2 -> JSON.arrayNode().add("null").add(reference(user, before));
            case 3 -> JSON.arrayNode().add("null").add(JSON.textNode(user));
            case 4 -> depth > 2 ? reference(user, before) : record(name, namespace, before, depth + 1);
            case 5 -> symbols(name, namespace);
            case 6 -> JSON.objectNode().put("type", "long").put("logicalType", "timestamp-millis");
            default -> reference(user, before);
        };
    }

    private static ObjectNode symbols(String name, String namespace) {
        ObjectNode symbols =
                JSON.objectNode().put("type", "enum").put("name", name).put("namespace", namespace);
        symbols.putArray("symbols").add("A").add("B");
        return symbols;
    }

    private JsonNode reference(String user, int before) {
        if (before == 0) {
            return JSON.textNode("string");
        }
        String name = fullName(types.get(random.nextInt(before)));
        return JSON.textNode(name.equals(user) ? "int" : name);
    }
}
