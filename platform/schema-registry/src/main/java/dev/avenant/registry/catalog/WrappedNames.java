package dev.avenant.registry.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * Names of types that stand in an object of their own, {@code {"type": "ns.Name"}}: Avro read them until 1.12.1 and refuses
 * them since. What else such an object holds never meant anything.
 */
final class WrappedNames {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What an object of a schema may name as its type, so that it is a schema of its own. */
    private static final Set<String> KINDS = Stream.concat(
                    Arrays.stream(Schema.Type.values()).map(type -> type.name().toLowerCase(Locale.ROOT)),
                    Stream.of("error"))
            .collect(Collectors.toUnmodifiableSet());

    private WrappedNames() {}

    /**
     * The text with each such name in the place of its object; null where there is none, or the text is no JSON. Throws
     * {@link SchemaParseException} for an object around another one, which is no type and never was.
     */
    static @Nullable String unwrap(String text) {
        try {
            JsonNode before = JSON.readTree(text);
            JsonNode after = unwrap(before);
            return after.equals(before) ? null : after.toString();
        } catch (JsonProcessingException | StackOverflowError unreadable) {
            return null;
        }
    }

    /** The same with each such name in the place of its object; what is no schema is shared with it, not copied. */
    static JsonNode unwrap(JsonNode schema) {
        if (schema instanceof ArrayNode union) {
            ArrayNode branches = JSON.createArrayNode();
            union.forEach(branch -> branches.add(unwrap(branch)));
            return branches;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        JsonNode type = object.path("type");
        if (type.isTextual() && !KINDS.contains(type.textValue())) {
            return TextNode.valueOf(type.textValue());
        }
        if (type.isContainerNode()) {
            throw new SchemaParseException("No type: " + object);
        }
        ObjectNode copy = copyOf(object);
        for (String inner : List.of("items", "values")) {
            if (object.path(inner).isContainerNode()) {
                copy.set(inner, unwrap(object.path(inner)));
            }
        }
        if (object.path("fields") instanceof ArrayNode fields) {
            ArrayNode changed = copy.putArray("fields");
            fields.forEach(field -> changed.add(unwrapField(field)));
        }
        return copy;
    }

    private static JsonNode unwrapField(JsonNode field) {
        return field instanceof ObjectNode object && object.path("type").isContainerNode()
                ? copyOf(object).set("type", unwrap(object.path("type")))
                : field;
    }

    /** Shares its members, so that what stands deep is not copied once for each level above it. */
    private static ObjectNode copyOf(ObjectNode object) {
        return JSON.createObjectNode().setAll(object);
    }
}
