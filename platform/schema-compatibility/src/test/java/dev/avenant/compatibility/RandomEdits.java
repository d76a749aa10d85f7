package dev.avenant.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.avro.generators.RandomSchemas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Random edits of schemas, such as people make, good and bad. */
final class RandomEdits {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMED = List.of("record", "enum", "fixed");
    private static final List<String> LOGICAL = List.of(
            "timestamp-millis",
            "timestamp-micros",
            "local-timestamp-millis",
            "date",
            "time-millis",
            "uuid",
            "duration",
            "big-decimal",
            "timestamp-milis");

    private final Random random;
    private final RandomSchemas schemas;
    private final Map<String, String> renamed = new HashMap<>();
    private int names;

    RandomEdits(Random random, RandomSchemas schemas) {
        this.random = random;
        this.schemas = schemas;
    }

    /** Changes a schema in one to four places. */
    ObjectNode of(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        names = 100 + random.nextInt(3);
        renamed.clear();
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            List<ObjectNode> definitions = new ArrayList<>();
            collect(copy, definitions);
            edit(definitions.get(random.nextInt(definitions.size())));
        }
        follow(copy);
        return copy;
    }

    private static void collect(JsonNode json, List<ObjectNode> definitions) {
        if (json instanceof ObjectNode object
                && NAMED.contains(object.path("type").asText())) {
            definitions.add(object);
        }
        json.forEach(inner -> collect(inner, definitions));
    }

    /** Lets what refers to a renamed type refer to it by its new name. */
    private void follow(JsonNode json) {
        if (json instanceof ObjectNode object) {
            for (String key : List.of("type", "items", "values")) {
                String now = renamed.get(object.path(key).asText());
                if (now != null) {
                    object.put(key, now);
                }
            }
        }
        if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                String now = array.get(i).isTextual() ? renamed.get(array.get(i).textValue()) : null;
                if (now != null) {
                    array.set(i, JSON.textNode(now));
                }
            }
        }
        json.forEach(this::follow);
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
            definition.remove("logicalType");
        } else {
            logical(definition);
        }
    }

    private void rename(ObjectNode definition) {
        String old = definition.get("name").asText();
        String simple = old.substring(old.indexOf('.') + 1);
        String fresh = random.nextBoolean() ? "c." + simple : old + "x";
        definition.put("name", fresh);
        renamed.put(old, fresh);
        if (random.nextInt(3) == 0) {
            definition.putArray("aliases").add(old);
        }
    }

    private void editEnum(ObjectNode definition, ArrayNode symbols) {
        switch (random.nextInt(5)) {
            case 0 -> symbols.add("X" + random.nextInt(2));
            case 1 -> {
                if (symbols.size() > 1) {
                    symbols.remove(symbols.size() - 1);
                }
            }
            case 2 -> definition.set("default", symbols.get(random.nextInt(symbols.size())));
            case 3 -> definition.remove("default");
            default -> symbols.insert(0, "Y");
        }
    }

    private void editRecord(ArrayNode fields) {
        if (fields.isEmpty() || random.nextInt(4) == 0) {
            names += 20;
            fields.insert(random.nextInt(fields.size() + 1), schemas.fieldFor("g" + random.nextInt(4), names));
            return;
        }
        int index = random.nextInt(fields.size());
        ObjectNode field = (ObjectNode) fields.get(index);
        switch (random.nextInt(25)) {
            case 0, 13 -> fields.remove(index);
            case 1, 2, 14 -> renameField(field);
            case 3, 15 -> {
                names += 20;
                field.set("type", schemas.typeFor(names));
                field.remove("default");
            }
            case 4, 5, 6, 16, 17, 18 -> inside(field, "type");
            case 7, 19 -> nullable(field);
            case 8, 20 -> fields.add(fields.remove(index));
            case 9, 21 -> field.remove("default");
            case 10, 22 -> field.putArray("aliases").add("f" + random.nextInt(3));
            case 11 -> field.put("default", "none");
            default -> {
                JsonNode value = schemas.defaultFor(field.get("type"));
                if (!value.isMissingNode()) {
                    field.set("default", value);
                }
            }
        }
    }

    private void renameField(ObjectNode field) {
        String old = field.get("name").asText();
        field.put(
                "name",
                switch (random.nextInt(4)) {
                    case 0 -> "f" + random.nextInt(3);
                    case 1 -> old.toUpperCase(Locale.ROOT);
                    default -> old + "x";
                });
        if (random.nextBoolean()) {
            field.putArray("aliases").add(old);
        }
    }

    /** Changes a type, however deep it is in arrays, maps and unions. */
    private void inside(ObjectNode owner, String key) {
        JsonNode type = owner.get(key);
        if (type instanceof ArrayNode union) {
            int index = random.nextInt(union.size());
            switch (random.nextInt(3)) {
                case 0 -> union.add(union.remove(index));
                case 1 -> {
                    if (union.get(index) instanceof ObjectNode branch) {
                        insideObject(branch);
                    } else {
                        union.set(index, promoted(union.get(index)));
                    }
                }
                default -> {
                    names += 20;
                    JsonNode more = schemas.typeFor(names);
                    if (!more.isArray()) {
                        union.insert(random.nextInt(union.size() + 1), more);
                    }
                }
            }
            owner.remove("default");
        } else if (type instanceof ObjectNode object) {
            insideObject(object);
        } else {
            owner.set(key, random.nextInt(4) == 0 ? withLogicalType(type) : promoted(type));
            owner.remove("default");
        }
    }

    private void insideObject(ObjectNode type) {
        switch (type.get("type").asText()) {
            case "array" -> inside(type, "items");
            case "map" -> inside(type, "values");
            case "record", "enum" -> {}
            default -> logical(type);
        }
    }

    private void logical(ObjectNode type) {
        switch (random.nextInt(4)) {
            case 0 -> type.remove("logicalType");
            case 1 -> type.put("logicalType", LOGICAL.get(random.nextInt(LOGICAL.size())));
            case 2 -> type.put("scale", random.nextInt(3));
            default -> type.put("precision", 4 + random.nextInt(4));
        }
    }

    private JsonNode withLogicalType(JsonNode type) {
        return JSON.objectNode()
                .put("type", type.asText())
                .put("logicalType", LOGICAL.get(random.nextInt(LOGICAL.size())));
    }

    private JsonNode promoted(JsonNode type) {
        return JSON.textNode(
                switch (type.asText()) {
                    case "int" -> List.of("long", "float", "double").get(random.nextInt(3));
                    case "long" -> random.nextBoolean() ? "float" : "double";
                    case "float" -> "double";
                    case "string" -> "bytes";
                    case "bytes" -> "string";
                    default -> type.asText();
                });
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
