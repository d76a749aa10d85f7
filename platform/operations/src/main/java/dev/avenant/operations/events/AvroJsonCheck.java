package dev.avenant.operations.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avenant.operations.OperationText;
import dev.avenant.text.Printable;
import dev.avenant.text.Sentence;
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

    /**
     * What is wrong.
     *
     * @param path where in the value
     * @param what half a sentence
     */
    private record Difference(String path, Sentence what) {
        Sentence withPath() {
            return OperationText.of("json.at", path, what);
        }
    }

    /** What is wrong, in half a sentence with the path; empty when nothing is. */
    public static Optional<Sentence> problem(Schema schema, String json) {
        try {
            return check(schema, JSON.readTree(json), "$").map(Difference::withPath);
        } catch (JsonProcessingException notJson) {
            return Optional.of(OperationText.of(
                    "json.none", Printable.shorten(json.strip(), LONGEST), notJson.getOriginalMessage()));
        }
    }

    /** The same without the path, which is for a value without parts. */
    public static Optional<Sentence> problemOfLeaf(Schema schema, JsonNode value) {
        return check(schema, value, "$").map(Difference::what);
    }

    private static Optional<Difference> check(Schema schema, JsonNode node, String path) {
        return checkType(schema, node, path)
                .or(() -> LogicalValues.expected(schema, node).flatMap(expected -> differs(path, expected, node)));
    }

    private static Optional<Difference> checkType(Schema schema, JsonNode node, String path) {
        return switch (schema.getType()) {
            case RECORD -> checkRecord(schema, node, path);
            case ARRAY -> checkArray(schema, node, path);
            case MAP -> checkMap(schema, node, path);
            case UNION -> checkUnion(schema, node, path);
            case ENUM ->
                node.isTextual() && schema.hasEnumSymbol(node.textValue())
                        ? Optional.empty()
                        : differs(
                                path,
                                OperationText.of(
                                        "json.one-of", schema.getEnumSymbols().toString()),
                                node);
            case FIXED ->
                node.isTextual() && node.textValue().length() == schema.getFixedSize()
                        ? Optional.empty()
                        : differs(path, OperationText.of("json.bytes", String.valueOf(schema.getFixedSize())), node);
            case STRING ->
                node.isTextual() && isUnicode(node.textValue())
                        ? Optional.empty()
                        : differs(path, OperationText.of("json.text"), node);
            case BYTES -> node.isTextual() ? Optional.empty() : differs(path, OperationText.of("json.text"), node);
            case INT ->
                node.isIntegralNumber() && node.canConvertToInt()
                        ? Optional.empty()
                        : differs(path, OperationText.of("json.int"), node);
            case LONG ->
                node.isIntegralNumber() && node.canConvertToLong()
                        ? Optional.empty()
                        : differs(path, OperationText.of("json.long"), node);
            case FLOAT ->
                node.isNumber() && Float.isFinite(node.floatValue())
                        ? Optional.empty()
                        : differs(path, OperationText.of("json.float"), node);
            case DOUBLE ->
                node.isNumber() && Double.isFinite(node.doubleValue())
                        ? Optional.empty()
                        : differs(path, OperationText.of("json.double"), node);
            case BOOLEAN -> node.isBoolean() ? Optional.empty() : differs(path, OperationText.of("json.boolean"), node);
            case NULL -> node.isNull() ? Optional.empty() : differs(path, OperationText.of("json.null"), node);
        };
    }

    /** Whether it can be written as it is; half of a surrogate pair, which JSON may escape, would become a question mark. */
    static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Optional<Difference> checkRecord(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return differs(path, OperationText.of("json.record", schema.getFullName()), node);
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (schema.getField(name) == null) {
                return Optional.of(new Difference(
                        path, OperationText.of("json.no-field", Printable.of(name), schema.getFullName())));
            }
        }
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            Optional<Difference> problem = value == null
                    ? Optional.of(new Difference(path, OperationText.of("json.field", field.name())))
                    : check(field.schema(), value, path + "." + field.name());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> checkArray(Schema schema, JsonNode node, String path) {
        if (!node.isArray()) {
            return differs(path, OperationText.of("json.array"), node);
        }
        for (int i = 0; i < node.size(); i++) {
            Optional<Difference> problem = check(schema.getElementType(), node.get(i), path + "[" + i + "]");
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> checkMap(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return differs(path, OperationText.of("json.map"), node);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String place = path + "[\"" + Printable.of(entry.getKey()) + "\"]";
            Optional<Difference> problem = isUnicode(entry.getKey())
                    ? check(schema.getValueType(), entry.getValue(), place)
                    : Optional.of(new Difference(place, OperationText.of("json.key")));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** A value that is not null stands below the name of its branch. */
    private static Optional<Difference> checkUnion(Schema schema, JsonNode node, String path) {
        List<String> branches =
                schema.getTypes().stream().map(AvroJsonCheck::branch).toList();
        if (node.isNull()) {
            return branches.contains("null")
                    ? Optional.empty()
                    : differs(path, OperationText.of("json.branch", branches.toString()), node);
        }
        String named = node.isObject() && node.size() == 1 ? node.fieldNames().next() : "";
        int index = branches.indexOf(named);
        if (index < 0) {
            return differs(path, OperationText.of("json.union", branches.toString()), node);
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

    private static Optional<Difference> differs(String path, Sentence expected, JsonNode found) {
        return Optional.of(new Difference(
                path, OperationText.of("json.differs", expected, Printable.shorten(found.toString(), LONGEST))));
    }
}
