package dev.avenant.operations.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Fields and types that a schema tags as personal data: {@code "tags": ["PII"]}, or Confluent's {@code confluent:tags}. */
public final class PersonalData {
    /** What stands in the place of a value that is not shown. */
    public static final String MASK = "•••";

    private static final String TAG = "PII";

    private PersonalData() {}

    /** Whether a field or a type is tagged itself. */
    public static boolean isTagged(JsonProperties fieldOrType) {
        return Stream.of("tags", "confluent:tags")
                .map(fieldOrType::getObjectProp)
                .anyMatch(tags -> tags instanceof Collection<?> all && all.contains(TAG));
    }

    /** A value in Avro's JSON without what its schema tags; a part that is not as the schema says is masked. */
    public static JsonNode masked(Schema schema, JsonNode value) {
        if (isTagged(schema) && !value.isNull()) {
            return JsonNodeFactory.instance.textNode(MASK);
        }
        return switch (schema.getType()) {
            case RECORD -> maskedRecord(schema, value);
            case ARRAY -> {
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                value.forEach(item -> items.add(masked(schema.getElementType(), item)));
                yield items;
            }
            case MAP -> {
                ObjectNode entries = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    entries.set(entry.getKey(), masked(schema.getValueType(), entry.getValue()));
                }
                yield entries;
            }
            case UNION -> maskedUnion(schema, value);
            default -> value;
        };
    }

    private static JsonNode maskedRecord(Schema schema, JsonNode value) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Schema.Field field = schema.getField(entry.getKey());
            boolean isHidden =
                    field == null || (isTagged(field) && !entry.getValue().isNull());
            fields.set(
                    entry.getKey(),
                    isHidden ? JsonNodeFactory.instance.textNode(MASK) : masked(field.schema(), entry.getValue()));
        }
        return fields;
    }

    private static JsonNode maskedUnion(Schema schema, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        if (value.isObject() && value.size() == 1) {
            String branch = value.fieldNames().next();
            for (Schema type : schema.getTypes()) {
                if (AvroJsonCheck.branch(type).equals(branch)) {
                    return JsonNodeFactory.instance.objectNode().set(branch, masked(type, value.get(branch)));
                }
            }
        }
        return JsonNodeFactory.instance.textNode(MASK);
    }
}
