package dev.avenant.avro.generators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Random schemas: every type and logical type, names in two namespaces, types used twice, types that hold themselves. */
public final class RandomSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> PRIMITIVES =
            List.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");
    private static final List<String> SYMBOLS = List.of("A", "B", "C", "D", "UNKNOWN");
    private static final List<String> LONG_LOGICAL = List.of(
            "timestamp-millis",
            "timestamp-micros",
            "timestamp-nanos",
            "local-timestamp-millis",
            "local-timestamp-micros",
            "time-micros");

    private final Random random;
    private final List<String> enclosing = new ArrayList<>();
    private final List<String> known = new ArrayList<>();
    private boolean javaStrings;
    private int names;

    /** @param random decides everything; one with the same seed makes the same schemas */
    public RandomSchemas(Random random) {
        this.random = random;
    }

    /** From now on asks in some of the strings for Java's own, as the schemas of generated classes do. */
    public RandomSchemas withJavaStrings() {
        javaStrings = true;
        return this;
    }

    /** A record's schema, as JSON; now and then one that Avro refuses, such as a union of two strings. */
    public ObjectNode record() {
        names = 0;
        enclosing.clear();
        known.clear();
        return record(0);
    }

    /** The schema of a record that Avro takes. */
    public Schema schema() {
        while (true) {
            try {
                return parse(record());
            } catch (AvroRuntimeException refused) {
                // the next one
            }
        }
    }

    /**
     * A field for a schema that is there already.
     *
     * @param firstName where the numbers in new names begin, so that they do not clash with the schema's own
     */
    public ObjectNode fieldFor(String name, int firstName) {
        enclosing.clear();
        known.clear();
        names = firstName;
        return field(name, 1);
    }

    /**
     * A type for a schema that is there already.
     *
     * @param firstName where the numbers in new names begin, so that they do not clash with the schema's own
     */
    public JsonNode typeFor(int firstName) {
        enclosing.clear();
        known.clear();
        names = firstName;
        return type(1);
    }

    /**
     * The schema, whether or not its defaults fit.
     *
     * @throws AvroRuntimeException when it is none
     */
    public static Schema parse(JsonNode json) {
        Schema.Parser parser = new Schema.Parser();
        parser.setValidateDefaults(false);
        try {
            return parser.parse(json.toString());
        } catch (NumberFormatException defaultOfADouble) {
            throw new AvroRuntimeException("a default that Avro's parser fails on", defaultOfADouble);
        }
    }

    private String name(String letter) {
        return (random.nextInt(4) == 0 ? "b." : "a.") + letter + names++;
    }

    private ObjectNode record(int depth) {
        String name = name("T");
        enclosing.add(name);
        ObjectNode record = JSON.objectNode().put("type", "record").put("name", name);
        ArrayNode fields = record.putArray("fields");
        int count = random.nextInt(4) + (depth == 0 ? 1 : 0);
        for (int i = 0; i < count; i++) {
            fields.add(field("f" + i, depth));
        }
        enclosing.remove(enclosing.size() - 1);
        known.add(name);
        return record;
    }

    private ObjectNode field(String name, int depth) {
        ObjectNode field = JSON.objectNode().put("name", name);
        JsonNode type = type(depth);
        field.set("type", type);
        if (random.nextInt(2) == 0) {
            JsonNode value = defaultFor(type);
            if (!value.isMissingNode()) {
                field.set("default", value);
            }
        }
        if (random.nextInt(12) == 0) {
            field.putArray("aliases").add(random.nextInt(3) == 0 ? "f" + random.nextInt(3) : name + "Old");
        }
        return field;
    }

    private JsonNode type(int depth) {
        int choice = random.nextInt(depth > 2 ? 12 : 22);
        if (choice < 6) {
            return primitive();
        }
        return switch (choice) {
            case 6, 7, 8 -> logical();
            case 9, 10 -> enumeration();
            case 11 -> fixed();
            case 12, 13 -> container("array", "items", depth);
            case 14, 15 -> container("map", "values", depth);
            case 16 -> record(depth + 1);
            case 17 -> known.isEmpty() ? record(depth + 1) : JSON.textNode(known.get(random.nextInt(known.size())));
            case 18 -> twins(depth);
            default -> union(depth);
        };
    }

    private JsonNode primitive() {
        String name = PRIMITIVES.get(random.nextInt(PRIMITIVES.size()));
        return javaStrings && name.equals("string") && random.nextBoolean()
                ? JSON.objectNode().put("type", name).put(GenericData.STRING_PROP, "String")
                : JSON.textNode(name);
    }

    private ObjectNode logical() {
        return switch (random.nextInt(7)) {
            case 0, 1 ->
                JSON.objectNode()
                        .put("type", "long")
                        .put("logicalType", LONG_LOGICAL.get(random.nextInt(LONG_LOGICAL.size())));
            case 2 ->
                JSON.objectNode().put("type", "int").put("logicalType", random.nextBoolean() ? "date" : "time-millis");
            case 3, 4 ->
                JSON.objectNode()
                        .put("type", "bytes")
                        .put("logicalType", "decimal")
                        .put("precision", 4 + random.nextInt(3))
                        .put("scale", random.nextInt(3));
            case 5 -> JSON.objectNode().put("type", "string").put("logicalType", "uuid");
            default -> JSON.objectNode().put("type", "bytes").put("logicalType", "big-decimal");
        };
    }

    private ObjectNode fixed() {
        ObjectNode fixed = JSON.objectNode().put("type", "fixed").put("name", name("F"));
        return switch (random.nextInt(6)) {
            case 0 -> fixed.put("size", 12).put("logicalType", "duration");
            case 1 -> fixed.put("size", 16).put("logicalType", "uuid");
            case 2 ->
                fixed.put("size", 4)
                        .put("logicalType", "decimal")
                        .put("precision", 4 + random.nextInt(3))
                        .put("scale", random.nextInt(3));
            case 3 -> fixed.put("size", random.nextBoolean() ? 12 : 16);
            default -> fixed.put("size", random.nextInt(4));
        };
    }

    private JsonNode container(String type, String inner, int depth) {
        ObjectNode container = JSON.objectNode().put("type", type);
        container.set(inner, type(depth + 1));
        return container;
    }

    private ObjectNode enumeration() {
        ObjectNode enumeration = JSON.objectNode().put("type", "enum").put("name", name("E"));
        ArrayNode symbols = enumeration.putArray("symbols");
        int count = 1 + random.nextInt(3);
        SYMBOLS.subList(0, count).forEach(symbols::add);
        if (random.nextInt(2) == 0) {
            enumeration.put("default", SYMBOLS.get(random.nextInt(count)));
        }
        return enumeration;
    }

    /** A union of two or three records of one shape, of which two may have one simple name. */
    private JsonNode twins(int depth) {
        ArrayNode union = JSON.arrayNode();
        JsonNode shape = random.nextBoolean() ? JSON.textNode("string") : type(3);
        String shared = "T" + names++;
        boolean alike = random.nextInt(3) == 0;
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            String name = alike && i < 2 ? (i == 0 ? "a." : "b.") + shared : name("T");
            ObjectNode record = JSON.objectNode().put("type", "record").put("name", name);
            boolean defines = shape.isObject() && shape.has("name");
            record.putArray("fields").addObject().put("name", "id").set("type", defines ? JSON.textNode("int") : shape);
            union.add(record);
        }
        return depth > 3 ? union.get(0) : union;
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
    public JsonNode defaultFor(JsonNode type) {
        if (type.isArray()) {
            return type.get(0).asText().equals("null") ? JSON.nullNode() : defaultFor(type.get(0));
        }
        String name = type.isTextual() ? type.textValue() : type.get("type").asText();
        boolean plain = type.isTextual() || !type.has("logicalType");
        return switch (name) {
            case "null" -> JSON.nullNode();
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "int", "long" -> JSON.numberNode(random.nextInt(3));
            case "float", "double" -> JSON.numberNode(random.nextInt(3) + 0.5);
            case "string" -> plain ? JSON.textNode("d" + random.nextInt(2)) : JSON.missingNode();
            case "bytes" -> plain ? JSON.textNode(random.nextBoolean() ? "\u00ff" : "a") : JSON.missingNode();
            case "fixed" -> plain ? JSON.textNode("f".repeat(type.get("size").asInt())) : JSON.missingNode();
            case "array" -> random.nextBoolean() ? JSON.arrayNode() : listOf(defaultFor(type.get("items")));
            case "map" -> JSON.objectNode();
            case "enum" ->
                type.get("symbols").get(random.nextInt(type.get("symbols").size()));
            case "record" -> everyFieldHasADefault(type) ? JSON.objectNode() : JSON.missingNode();
            default -> JSON.missingNode();
        };
    }

    private static JsonNode listOf(JsonNode item) {
        return item.isMissingNode() ? JSON.arrayNode() : JSON.arrayNode().add(item);
    }

    private static boolean everyFieldHasADefault(JsonNode record) {
        for (JsonNode field : record.get("fields")) {
            if (!field.has("default")) {
                return false;
            }
        }
        return true;
    }
}
