package dev.avenant.messaging.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * JSON, as maps, lists, texts, numbers and booleans, into Avro's generic data. A value of a union may be written as Avro's
 * JSON has it, an object with the branch's name, or plainly: then the first branch that it fits counts. Bytes are texts of
 * the characters 0 to 255, as in Avro's JSON. A field that is not there has its default.
 */
final class JsonDatum {

    private JsonDatum() {}

    /**
     * The datum.
     *
     * @param path where the JSON is, for the message
     * @throws JsonNotWrittenException if it does not fit the schema
     */
    static @Nullable Object of(Schema schema, @Nullable Object json, String path) {
        return switch (schema.getType()) {
            case NULL -> fitting(json == null, json, path, "null");
            case BOOLEAN -> fitting(json instanceof Boolean, json, path, "boolean");
            case INT -> (int) integer(json, Integer.SIZE, path, "int");
            case LONG -> integer(json, Long.SIZE, path, "long");
            case FLOAT -> number(json, path, "float").floatValue();
            case DOUBLE -> number(json, path, "double").doubleValue();
            case STRING -> fitting(json instanceof String, json, path, "string");
            case BYTES -> ByteBuffer.wrap(bytes(json, path, "bytes"));
            case FIXED -> fixed(schema, json, path);
            case ENUM -> symbol(schema, json, path);
            case ARRAY -> items(schema, json, path);
            case MAP -> values(schema, json, path);
            case RECORD -> fields(schema, json, path);
            case UNION -> branch(schema, json, path);
        };
    }

    private static @Nullable Object fitting(boolean isFitting, @Nullable Object json, String path, String expected) {
        if (!isFitting) {
            throw unfit(path, expected, json);
        }
        return json;
    }

    private static Number number(@Nullable Object json, String path, String type) {
        if (json instanceof Number number) {
            return number;
        }
        throw unfit(path, type, json);
    }

    private static long integer(@Nullable Object json, int bits, String path, String type) {
        if (json instanceof Integer || json instanceof Long || json instanceof BigInteger) {
            BigInteger number = new BigInteger(json.toString());
            if (number.bitLength() < bits) {
                return number.longValue();
            }
        }
        throw unfit(path, type, json);
    }

    private static byte[] bytes(@Nullable Object json, String path, String type) {
        if (json instanceof String text && text.chars().allMatch(character -> character < 256)) {
            return text.getBytes(ISO_8859_1);
        }
        throw unfit(path, type + ", a text of the characters 0 to 255", json);
    }

    private static Object fixed(Schema schema, @Nullable Object json, String path) {
        byte[] bytes = bytes(json, path, schema.getFullName());
        if (bytes.length != schema.getFixedSize()) {
            throw unfit(path, schema.getFullName() + ", " + schema.getFixedSize() + " bytes", json);
        }
        return new GenericData.Fixed(schema, bytes);
    }

    private static Object symbol(Schema schema, @Nullable Object json, String path) {
        if (json instanceof String text && schema.hasEnumSymbol(text)) {
            return new GenericData.EnumSymbol(schema, text);
        }
        throw unfit(path, schema.getFullName() + ", one of " + schema.getEnumSymbols(), json);
    }

    private static List<@Nullable Object> items(Schema schema, @Nullable Object json, String path) {
        if (!(json instanceof List<?> list)) {
            throw unfit(path, "array", json);
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (Object item : list) {
            items.add(of(schema.getElementType(), item, path + "[" + items.size() + "]"));
        }
        return items;
    }

    private static Map<String, @Nullable Object> values(Schema schema, @Nullable Object json, String path) {
        if (!(json instanceof Map<?, ?> map)) {
            throw unfit(path, "map", json);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach(
                (key, value) -> values.put(String.valueOf(key), of(schema.getValueType(), value, path + "." + key)));
        return values;
    }

    private static Object fields(Schema schema, @Nullable Object json, String path) {
        if (!(json instanceof Map<?, ?> map)) {
            throw unfit(path, schema.getFullName(), json);
        }
        for (Object name : map.keySet()) {
            if (schema.getField(String.valueOf(name)) == null) {
                throw new JsonNotWrittenException(path + ": expected fields of " + schema.getFullName() + ", "
                        + schema.getFields().stream().map(Schema.Field::name).toList() + ", but found " + name);
            }
        }
        GenericData.Record event = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            String place = path + "." + field.name();
            if (map.containsKey(field.name())) {
                event.put(field.pos(), of(field.schema(), map.get(field.name()), place));
            } else if (field.hasDefaultValue()) {
                event.put(field.pos(), GenericData.get().getDefaultValue(field));
            } else {
                throw new JsonNotWrittenException(
                        place + ": expected " + name(field.schema()) + " but found nothing, and it has no default");
            }
        }
        return event;
    }

    private static @Nullable Object branch(Schema union, @Nullable Object json, String path) {
        Optional<Schema> named = named(union, json);
        if (named.isPresent() && json instanceof Map<?, ?> map) {
            String name = named.get().getFullName();
            return of(named.get(), map.get(name), path + "." + name);
        }
        JsonNotWrittenException last = null;
        for (Schema branch : union.getTypes()) {
            try {
                return of(branch, json, path);
            } catch (JsonNotWrittenException other) {
                // What a record says of its fields tells more than that null was another choice.
                last = branch.getType() == Schema.Type.NULL && last != null ? last : other;
            }
        }
        boolean isOneOfMany = union.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .count()
                > 1;
        throw last == null || isOneOfMany
                ? new JsonNotWrittenException(path + ": expected " + name(union) + " but found " + words(json))
                : last;
    }

    /** The branch that an object with one member names. */
    private static Optional<Schema> named(Schema union, @Nullable Object json) {
        return json instanceof Map<?, ?> map && map.size() == 1
                ? union.getTypes().stream()
                        .filter(branch -> map.containsKey(branch.getFullName()))
                        .findFirst()
                : Optional.empty();
    }

    private static String name(Schema schema) {
        return schema.isUnion()
                ? "one of "
                        + schema.getTypes().stream().map(Schema::getFullName).toList()
                : schema.getFullName();
    }

    private static JsonNotWrittenException unfit(String path, String expected, @Nullable Object json) {
        return new JsonNotWrittenException(path + ": expected " + expected + " but found " + words(json));
    }

    private static String words(@Nullable Object json) {
        if (json instanceof String text) {
            return "the text \"" + (text.length() > 100 ? text.substring(0, 97) + "..." : text) + "\"";
        }
        if (json instanceof Map<?, ?> map) {
            return "an object with " + map.keySet();
        }
        return json instanceof List<?> ? "a list" : String.valueOf(json);
    }
}
