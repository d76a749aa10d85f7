package dev.avenant.operations.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Holds a value in Avro's JSON against a schema, its logical types included, and says where it first differs. Avro's own
 * decoder says neither the path nor that a field is unknown, which it leaves out; and it lets pass what readers that know
 * the logical type refuse.
 */
public final class AvroJsonCheck {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int LONGEST = 60;

    private AvroJsonCheck() {}

    /** What is wrong, in half a sentence with the path; empty when nothing is. */
    public static Optional<String> problem(Schema schema, String json) {
        try {
            return check(schema, JSON.readTree(json), "$");
        } catch (JsonProcessingException notJson) {
            return Optional.of("expected JSON but found \"" + Printable.shorten(json.strip(), LONGEST) + "\" ("
                    + notJson.getOriginalMessage() + ")");
        }
    }

    private static Optional<String> check(Schema schema, JsonNode node, String path) {
        return checkType(schema, node, path)
                .or(() -> LogicalValues.expected(schema, node).flatMap(expected -> differs(path, expected, node)));
    }

    private static Optional<String> checkType(Schema schema, JsonNode node, String path) {
        return switch (schema.getType()) {
            case RECORD -> checkRecord(schema, node, path);
            case ARRAY -> checkArray(schema, node, path);
            case MAP -> checkMap(schema, node, path);
            case UNION -> checkUnion(schema, node, path);
            case ENUM ->
                node.isTextual() && schema.hasEnumSymbol(node.textValue())
                        ? Optional.empty()
                        : differs(path, "one of " + schema.getEnumSymbols(), node);
            case FIXED ->
                node.isTextual() && node.textValue().length() == schema.getFixedSize()
                        ? Optional.empty()
                        : differs(path, "text of " + schema.getFixedSize() + " bytes", node);
            case STRING ->
                node.isTextual() && isUnicode(node.textValue()) ? Optional.empty() : differs(path, "text", node);
            case BYTES -> node.isTextual() ? Optional.empty() : differs(path, "text", node);
            case INT ->
                node.isIntegralNumber() && node.canConvertToInt() ? Optional.empty() : differs(path, "an int", node);
            case LONG ->
                node.isIntegralNumber() && node.canConvertToLong() ? Optional.empty() : differs(path, "a long", node);
            case FLOAT ->
                node.isNumber() && Float.isFinite(node.floatValue())
                        ? Optional.empty()
                        : differs(path, "a float", node);
            case DOUBLE ->
                node.isNumber() && Double.isFinite(node.doubleValue())
                        ? Optional.empty()
                        : differs(path, "a double", node);
            case BOOLEAN -> node.isBoolean() ? Optional.empty() : differs(path, "true or false", node);
            case NULL -> node.isNull() ? Optional.empty() : differs(path, "null", node);
        };
    }

    /** Whether it can be written as it is; half of a surrogate pair, which JSON may escape, would become a question mark. */
    static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Optional<String> checkRecord(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return differs(path, "an object for " + schema.getFullName(), node);
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null) {
                return Optional.of("at " + path + " expected no field " + Printable.of(name) + ", since "
                        + schema.getFullName() + " has none");
            }
        }
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            Optional<String> problem = value == null
                    ? Optional.of("at " + path + " expected the field " + field.name() + " but found none")
                    : check(field.schema(), value, path + "." + field.name());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> checkArray(Schema schema, JsonNode node, String path) {
        if (!node.isArray()) {
            return differs(path, "an array", node);
        }
        for (int i = 0; i < node.size(); i++) {
            Optional<String> problem = check(schema.getElementType(), node.get(i), path + "[" + i + "]");
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> checkMap(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return differs(path, "an object for a map", node);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String place = path + "[\"" + Printable.of(entry.getKey()) + "\"]";
            Optional<String> problem = isUnicode(entry.getKey())
                    ? check(schema.getValueType(), entry.getValue(), place)
                    : Optional.of("at " + place + " expected a key that is text");
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** A value that is not null stands below the name of its branch. */
    private static Optional<String> checkUnion(Schema schema, JsonNode node, String path) {
        List<String> branches =
                schema.getTypes().stream().map(AvroJsonCheck::branch).toList();
        if (node.isNull()) {
            return branches.contains("null") ? Optional.empty() : differs(path, "a branch of " + branches, node);
        }
        String named = node.isObject() && node.size() == 1 ? node.fieldNames().next() : "";
        int index = branches.indexOf(named);
        if (index < 0) {
            return differs(path, "{\"<branch>\": value} with a branch of " + branches, node);
        }
        return check(schema.getTypes().get(index), node.get(named), path + "." + named);
    }

    /** The name of a branch of a union, as Avro's JSON has it. */
    public static String branch(Schema type) {
        return switch (type.getType()) {
            case RECORD, ENUM, FIXED -> type.getFullName();
            default -> type.getType().getName();
        };
    }

    private static Optional<String> differs(String path, String expected, JsonNode found) {
        return Optional.of(
                "at " + path + " expected " + expected + " but found " + Printable.shorten(found.toString(), LONGEST));
    }
}
