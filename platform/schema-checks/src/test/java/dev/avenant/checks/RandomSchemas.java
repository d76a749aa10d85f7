package dev.avenant.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;

/** Random schemas, and random edits of them such as people make, good and bad. */
final class RandomSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> PRIMITIVES =
            List.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");
    private static final List<String> SYMBOLS = List.of("A", "B", "C", "D", "UNKNOWN");
    private static final List<String> LONG_LOGICAL =
            List.of("timestamp-millis", "timestamp-micros", "local-timestamp-millis", "time-micros");

    private final Random random;
    private final List<String> enclosing = new ArrayList<>();
    private int names;

    RandomSchemas(Random random) {
        this.random = random;
    }

    ObjectNode record() {
        names = 0;
        return record(0);
    }

    static Schema parse(JsonNode json) {
        return new Schema.Parser().parse(json.toString());
    }

    private ObjectNode record(int depth) {
        String name = (random.nextInt(4) == 0 ? "b.T" : "a.T") + names++;
        enclosing.add(name);
        ObjectNode record = JSON.objectNode().put("type", "record").put("name", name);
        ArrayNode fields = record.putArray("fields");
        int count = random.nextInt(4) + (depth == 0 ? 1 : 0);
        for (int i = 0; i < count; i++) {
            fields.add(field("f" + i, depth));
        }
        enclosing.remove(enclosing.size() - 1);
        return record;
    }

    private ObjectNode field(String name, int depth) {
        ObjectNode field = JSON.objectNode().put("name", name);
        JsonNode type = type(depth);
        field.set("type", type);
        if (random.nextInt(2) == 0) {
            JsonNode value = value(type);
            if (!value.isMissingNode()) {
                field.set("default", value);
            }
        }
        return field;
    }

    private JsonNode type(int depth) {
        int choice = random.nextInt(depth > 2 ? 10 : 18);
        if (choice < 7) {
            return JSON.textNode(PRIMITIVES.get(random.nextInt(PRIMITIVES.size())));
        }
        return switch (choice) {
            case 7 ->
                JSON.objectNode()
                        .put("type", "long")
                        .put("logicalType", LONG_LOGICAL.get(random.nextInt(LONG_LOGICAL.size())));
            case 8 ->
                JSON.objectNode()
                        .put("type", "bytes")
                        .put("logicalType", "decimal")
                        .put("precision", 4 + random.nextInt(3))
                        .put("scale", random.nextInt(3));
            case 9 -> JSON.objectNode().put("type", "string").put("logicalType", "uuid");
            case 10, 11 -> enumeration();
            case 12 ->
                JSON.objectNode()
                        .put("type", "fixed")
                        .put("name", "a.F" + names++)
                        .put("size", 1 + random.nextInt(3));
            case 13 -> container("array", "items", depth);
            case 14 -> container("map", "values", depth);
            case 15 -> record(depth + 1);
            default -> union(depth);
        };
    }

    private JsonNode container(String type, String inner, int depth) {
        ObjectNode container = JSON.objectNode().put("type", type);
        container.set(inner, type(depth + 1));
        return container;
    }

    private ObjectNode enumeration() {
        ObjectNode enumeration = JSON.objectNode().put("type", "enum").put("name", "a.E" + names++);
        ArrayNode symbols = enumeration.putArray("symbols");
        int count = 1 + random.nextInt(3);
        SYMBOLS.subList(0, count).forEach(symbols::add);
        if (random.nextInt(2) == 0) {
            enumeration.put("default", SYMBOLS.get(random.nextInt(count)));
        }
        return enumeration;
    }

    private JsonNode union(int depth) {
        ArrayNode union = JSON.arrayNode();
        if (random.nextInt(3) > 0) {
            union.add("null");
        }
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            boolean recursive = random.nextInt(5) == 0 && !enclosing.isEmpty() && union.size() > 0;
            JsonNode branch =
                    recursive ? JSON.textNode(enclosing.get(random.nextInt(enclosing.size()))) : type(depth + 1);
            if (!branch.isArray()) {
                union.add(branch);
            }
        }
        return union.isEmpty() ? JSON.textNode("int") : union;
    }

    /** A default that fits; missing when none is made for such a type. */
    private JsonNode value(JsonNode type) {
        if (type.isArray()) {
            return type.get(0).asText().equals("null") ? JSON.nullNode() : JSON.missingNode();
        }
        String name = type.isTextual() ? type.textValue() : type.get("type").asText();
        boolean plain = type.isTextual() || !type.has("logicalType");
        return switch (name) {
            case "null" -> JSON.nullNode();
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "int", "long" -> JSON.numberNode(random.nextInt(3));
            case "float", "double" -> JSON.numberNode(random.nextInt(3) + 0.5);
            case "string" -> plain ? JSON.textNode("d" + random.nextInt(2)) : JSON.missingNode();
            case "array" -> JSON.arrayNode();
            case "map" -> JSON.objectNode();
            case "enum" -> type.get("symbols").get(0);
            default -> JSON.missingNode();
        };
    }

    /** Changes a schema in one to four places. */
    ObjectNode edited(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        enclosing.clear();
        names = 100 + random.nextInt(3);
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            List<ObjectNode> definitions = new ArrayList<>();
            collect(copy, definitions);
            edit(definitions.get(random.nextInt(definitions.size())));
        }
        return copy;
    }

    private static void collect(JsonNode json, List<ObjectNode> definitions) {
        if (json instanceof ObjectNode object
                && List.of("record", "enum", "fixed")
                        .contains(object.path("type").asText())) {
            definitions.add(object);
        }
        json.forEach(inner -> collect(inner, definitions));
    }

    private void edit(ObjectNode definition) {
        String type = definition.get("type").asText();
        if (random.nextInt(8) == 0) {
            rename(definition);
        } else if (type.equals("record")) {
            editRecord((ArrayNode) definition.get("fields"));
        } else if (type.equals("enum")) {
            editEnum(definition, (ArrayNode) definition.get("symbols"));
        } else if (random.nextInt(2) == 0) {
            definition.put("size", 1 + random.nextInt(3));
        }
    }

    private void rename(ObjectNode definition) {
        String old = definition.get("name").asText();
        String simple = old.substring(old.indexOf('.') + 1);
        String fresh = random.nextBoolean() ? "c." + simple : old + "x";
        definition.put("name", fresh);
        if (random.nextInt(3) == 0) {
            definition.putArray("aliases").add(old);
        }
    }

    private void editEnum(ObjectNode definition, ArrayNode symbols) {
        switch (random.nextInt(4)) {
            case 0 -> symbols.add("X" + random.nextInt(2));
            case 1 -> {
                if (symbols.size() > 1) {
                    symbols.remove(symbols.size() - 1);
                }
            }
            case 2 -> definition.set("default", symbols.get(random.nextInt(symbols.size())));
            default -> symbols.insert(0, "Y");
        }
    }

    private void editRecord(ArrayNode fields) {
        if (fields.isEmpty() || random.nextInt(3) == 0) {
            fields.insert(random.nextInt(fields.size() + 1), field("g" + random.nextInt(4), 1));
            return;
        }
        int index = random.nextInt(fields.size());
        ObjectNode field = (ObjectNode) fields.get(index);
        switch (random.nextInt(8)) {
            case 0 -> fields.remove(index);
            case 1 -> renameField(field);
            case 2 -> {
                field.set("type", type(1));
                field.remove("default");
            }
            case 3 -> promote(field);
            case 4 -> nullable(field);
            case 5 -> fields.add(fields.remove(index));
            case 6 -> field.remove("default");
            default -> {
                JsonNode value = value(field.get("type"));
                if (!value.isMissingNode()) {
                    field.set("default", value);
                }
            }
        }
    }

    private void renameField(ObjectNode field) {
        String old = field.get("name").asText();
        field.put("name", random.nextInt(4) == 0 ? "f" + random.nextInt(3) : old + "x");
        if (random.nextBoolean()) {
            field.putArray("aliases").add(old);
        }
    }

    private static void promote(ObjectNode field) {
        String to = switch (field.get("type").asText()) {
            case "int" -> "long";
            case "long" -> "float";
            case "float" -> "double";
            case "string" -> "bytes";
            case "bytes" -> "string";
            default -> "";
        };
        if (!to.isEmpty()) {
            field.put("type", to);
            field.remove("default");
        }
    }

    private void nullable(ObjectNode field) {
        JsonNode type = field.get("type");
        if (type instanceof ArrayNode union) {
            if (union.size() > 1) {
                union.remove(random.nextInt(union.size()));
            }
            field.remove("default");
        } else {
            ArrayNode union = JSON.arrayNode().add("null");
            union.add(type);
            field.set("type", union);
            field.set("default", JSON.nullNode());
        }
    }
}
