package dev.avenant.compatibility.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what a wanted type has beside what the released type has, so that the readers of both can read it. */
final class SchemaMerge {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SchemaMerge() {}

    /** Both types in one; null when nothing of the wanted type can stand in the released one. */
    static @Nullable JsonNode type(JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return before;
        }
        if (before.isArray() || after.isArray()) {
            return union(before, after);
        }
        if (!before.isObject()
                || !after.isObject()
                || !before.path("type").equals(after.path("type"))
                || !before.path("name").equals(after.path("name"))) {
            return null;
        }
        return switch (before.path("type").asText()) {
            case "record", "error" -> record((ObjectNode) before, (ObjectNode) after);
            case "enum" -> symbols((ObjectNode) before, (ObjectNode) after);
            case "array" -> inner((ObjectNode) after, "items", before);
            case "map" -> inner((ObjectNode) after, "values", before);
            default -> null;
        };
    }

    private static @Nullable JsonNode inner(ObjectNode after, String member, JsonNode before) {
        JsonNode both = type(before.path(member), after.path(member));
        return both == null ? null : after.deepCopy().set(member, both);
    }

    /** Two unions of the same number of branches, branch by branch. */
    private static @Nullable JsonNode union(JsonNode before, JsonNode after) {
        if (!before.isArray() || !after.isArray() || before.size() != after.size()) {
            return null;
        }
        ArrayNode both = JSON.arrayNode();
        for (int i = 0; i < before.size(); i++) {
            JsonNode branch = type(before.get(i), after.get(i));
            if (branch == null) {
                return null;
            }
            both.add(branch);
        }
        return both;
    }

    private static JsonNode record(ObjectNode before, ObjectNode after) {
        ObjectNode both = after.deepCopy();
        Map<String, ObjectNode> old = SchemaJson.fields(before);
        Map<String, ObjectNode> wanted = SchemaJson.fields(after);
        ArrayNode fields = both.putArray("fields");
        old.forEach((name, field) -> {
            ObjectNode other = wanted.get(name);
            JsonNode type = other == null ? null : type(field.path("type"), other.path("type"));
            fields.add(type == null ? field : kept(field, other).set("type", type));
            if (other != null && type == null) {
                fields.add(anotherName(other, freeName(name, old.keySet(), wanted.keySet())));
            }
        });
        wanted.forEach((name, field) -> {
            if (!old.containsKey(name)) {
                fields.add(field.has("default") ? field : nullable(field));
            }
        });
        return both;
    }

    /** The released symbols with a default for those to come; where there is one, the new symbols with them. */
    private static JsonNode symbols(ObjectNode before, ObjectNode after) {
        ObjectNode both = after.deepCopy();
        ArrayNode symbols = both.putArray("symbols");
        before.path("symbols").forEach(symbols::add);
        if (before.has("default")) {
            both.set("default", before.get("default"));
            after.path("symbols").forEach(symbol -> {
                if (!contains(symbols, symbol)) {
                    symbols.add(symbol);
                }
            });
        } else {
            JsonNode wanted = after.path("default");
            both.set("default", contains(symbols, wanted) ? wanted : forUnknown(symbols));
        }
        return both;
    }

    private static boolean contains(ArrayNode symbols, JsonNode symbol) {
        for (JsonNode one : symbols) {
            if (one.equals(symbol)) {
                return true;
            }
        }
        return false;
    }

    /** The symbol that says that nothing is known, where there is one. */
    private static JsonNode forUnknown(ArrayNode symbols) {
        for (JsonNode symbol : symbols) {
            if (symbol.asText().matches("UNKNOWN|OTHER|UNSPECIFIED|NONE")) {
                return symbol;
            }
        }
        return symbols.path(0);
    }

    /** The released field with what the wanted one says about it: its doc and its properties. */
    static ObjectNode kept(ObjectNode before, @Nullable ObjectNode after) {
        ObjectNode kept = before.deepCopy();
        if (after != null) {
            after.properties().forEach(member -> {
                if (!Set.of("name", "type", "default", "aliases").contains(member.getKey())) {
                    kept.set(member.getKey(), member.getValue());
                }
            });
        }
        return kept;
    }

    /** The field as one that may be missing. */
    static ObjectNode nullable(ObjectNode field) {
        ObjectNode nullable = field.deepCopy();
        nullable.set("type", TypeJson.nullable(field.path("type")));
        nullable.set("default", JSON.nullNode());
        return nullable;
    }

    /** The field under another name, as one that may be missing. */
    static ObjectNode anotherName(ObjectNode field, String name) {
        ObjectNode other = nullable(field);
        other.put("name", name);
        other.remove("aliases");
        return other;
    }

    /** {@code countV2}, or the next number that no field has. */
    static String freeName(String name, Set<String> taken, Set<String> alsoTaken) {
        int number = 2;
        while (taken.contains(name + "V" + number) || alsoTaken.contains(name + "V" + number)) {
            number++;
        }
        return name + "V" + number;
    }
}
