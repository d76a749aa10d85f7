package dev.avenant.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** Parts of an earlier schema as JSON that can stand in another: types that are there already are referred to by name. */
final class EarlierJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");
    private static final Set<String> PRIMITIVES =
            Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

    private final JsonNode root;
    private final Map<String, JsonNode> definitions = new HashMap<>();
    private final Set<String> known;

    /** @param known the full names of the types that are there */
    EarlierJson(Schema schema, Set<String> known) {
        this.known = new HashSet<>(known);
        try {
            this.root = MAPPER.readTree(schema.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a schema writes itself as JSON", e);
        }
        collect(root, "");
    }

    /**
     * A field of the record.
     *
     * @param namespace that of the record that it is put into
     */
    ObjectNode field(String name, String namespace) {
        for (JsonNode field : root.path("fields")) {
            if (field.path("name").asText().equals(name)) {
                ObjectNode placed = ((ObjectNode) field).deepCopy();
                placed.set("type", type(field.path("type"), namespaceOf(root, ""), namespace));
                return placed;
            }
        }
        throw new IllegalArgumentException("the record must have the field " + name);
    }

    /** The whole schema. */
    JsonNode whole(String namespace) {
        return type(root, "", namespace);
    }

    private void collect(JsonNode json, String outer) {
        if (json.isArray()) {
            json.forEach(branch -> collect(branch, outer));
            return;
        }
        if (!json.isObject()) {
            return;
        }
        String inner = outer;
        if (isNamed(json)) {
            definitions.putIfAbsent(fullName(json, outer), json);
            inner = namespaceOf(json, outer);
        }
        for (JsonNode field : json.path("fields")) {
            collect(field.path("type"), inner);
        }
        collect(json.path("items"), inner);
        collect(json.path("values"), inner);
    }

    private JsonNode type(JsonNode json, String from, String to) {
        if (json.isTextual()) {
            return reference(json, from, to);
        }
        if (json.isArray()) {
            ArrayNode union = JSON.arrayNode();
            json.forEach(branch -> union.add(type(branch, from, to)));
            return union;
        }
        ObjectNode copy = ((ObjectNode) json).deepCopy();
        if (isNamed(json)) {
            return definition(copy, fullName(json, from), to);
        }
        for (String inner : new String[] {"items", "values"}) {
            if (json.has(inner)) {
                copy.set(inner, type(json.get(inner), from, to));
            }
        }
        return copy;
    }

    private JsonNode reference(JsonNode json, String from, String to) {
        if (PRIMITIVES.contains(json.textValue())) {
            return json;
        }
        String fullName = Names.qualify(json.textValue(), from);
        JsonNode definition = definitions.get(fullName);
        return definition == null || known.contains(fullName)
                ? name(fullName, to)
                : definition(((ObjectNode) definition).deepCopy(), fullName, to);
    }

    private JsonNode definition(ObjectNode copy, String fullName, String to) {
        if (!known.add(fullName)) {
            return name(fullName, to);
        }
        String space = Names.namespaceOf(fullName);
        ObjectNode placed = JSON.objectNode();
        placed.set("type", copy.remove("type"));
        placed.put("name", fullName.substring(fullName.lastIndexOf('.') + 1));
        copy.remove("name");
        copy.remove("namespace");
        if (!space.equals(to)) {
            placed.put("namespace", space);
        }
        for (JsonNode field : copy.path("fields")) {
            ((ObjectNode) field).set("type", type(field.path("type"), space, space));
        }
        placed.setAll(copy);
        return placed;
    }

    private static JsonNode name(String fullName, String to) {
        boolean near = !to.isEmpty() && Names.namespaceOf(fullName).equals(to);
        return JSON.textNode(near ? fullName.substring(to.length() + 1) : fullName);
    }

    private static boolean isNamed(JsonNode json) {
        return json.has("name") && NAMED.contains(json.path("type").asText());
    }

    private static String fullName(JsonNode json, String outer) {
        String space = json.has("namespace") ? json.path("namespace").asText() : outer;
        return Names.qualify(json.path("name").asText(), space);
    }

    private static String namespaceOf(JsonNode json, String outer) {
        return Names.namespaceOf(fullName(json, outer));
    }
}
