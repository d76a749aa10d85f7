package jobplatform.compatibility.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * Avro's JSON encoding, with NaN and the infinities as text. Avro's own encoder is not asked: its versions differ in what
 * they make of these.
 */
@SuppressWarnings("NullAway") // null is a value of Avro's, and no annotation is on the class path of a replay
final class VectorValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private VectorValues() {}

    static Object fromJson(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> json.booleanValue();
            case INT -> json.intValue();
            case LONG -> json.longValue();
            case FLOAT -> json.isTextual() ? Float.valueOf(json.textValue()) : json.floatValue();
            case DOUBLE -> json.isTextual() ? Double.valueOf(json.textValue()) : json.doubleValue();
            case STRING -> json.textValue();
            case BYTES -> ByteBuffer.wrap(json.textValue().getBytes(StandardCharsets.ISO_8859_1));
            case FIXED -> new GenericData.Fixed(schema, json.textValue().getBytes(StandardCharsets.ISO_8859_1));
            case ENUM -> new GenericData.EnumSymbol(schema, json.textValue());
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                json.forEach(item -> items.add(fromJson(schema.getElementType(), item)));
                yield items;
            }
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                json.fieldNames()
                        .forEachRemaining(name -> entries.put(name, fromJson(schema.getValueType(), json.get(name))));
                yield entries;
            }
            case RECORD -> {
                GenericData.Record made = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    made.put(field.pos(), fromJson(field.schema(), json.get(field.name())));
                }
                yield made;
            }
            case UNION -> {
                if (json.isNull()) {
                    yield null;
                }
                String name = json.fieldNames().next();
                Schema branch = schema.getTypes().get(schema.getIndexNamed(name));
                yield fromJson(branch, json.get(name));
            }
        };
    }

    static JsonNode toJson(Schema schema, Object value) {
        return switch (schema.getType()) {
            case NULL -> NODES.nullNode();
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case INT -> NODES.numberNode((Integer) value);
            case LONG -> NODES.numberNode((Long) value);
            case FLOAT -> {
                float number = (Float) value;
                yield Float.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(String.valueOf(number));
            }
            case DOUBLE -> {
                double number = (Double) value;
                yield Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(String.valueOf(number));
            }
            case STRING -> NODES.textNode(((CharSequence) value).toString());
            case BYTES -> {
                ByteBuffer buffer = ((ByteBuffer) value).duplicate();
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                yield text(bytes);
            }
            case FIXED -> text(((GenericFixed) value).bytes());
            case ENUM -> NODES.textNode(value.toString());
            case ARRAY -> {
                ArrayNode items = NODES.arrayNode();
                for (Object item : (Collection<?>) value) {
                    items.add(toJson(schema.getElementType(), item));
                }
                yield items;
            }
            case MAP -> {
                ObjectNode entries = NODES.objectNode();
                ((Map<?, ?>) value)
                        .forEach((key, held) -> entries.set(key.toString(), toJson(schema.getValueType(), held)));
                yield entries;
            }
            case RECORD -> {
                ObjectNode record = NODES.objectNode();
                IndexedRecord read = (IndexedRecord) value;
                for (Schema.Field field : schema.getFields()) {
                    record.set(field.name(), toJson(field.schema(), read.get(field.pos())));
                }
                yield record;
            }
            case UNION -> {
                if (value == null) {
                    yield NODES.nullNode();
                }
                Schema branch = schema.getTypes().get(GenericData.get().resolveUnion(schema, value));
                yield NODES.objectNode().set(branch.getFullName(), toJson(branch, value));
            }
        };
    }

    private static JsonNode text(byte[] bytes) {
        return NODES.textNode(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
