package dev.avenant.checks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.checks.internal.Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.internal.Accessor;
import org.jspecify.annotations.Nullable;

/**
 * Whether a default can be made into a value, and into the value that it says. It follows Avro's encoder: of a union,
 * the first branch that takes the JSON kind of the default is used, whether or not the default fits it.
 */
final class Defaults {
    private static final long LARGEST = 100_000;
    private static final String ENDLESS = "expands to more than " + LARGEST + " values, or never ends";

    /** How many values the default of a field expands to; negative while that is being counted. */
    private final IdentityHashMap<Schema.Field, Long> sizes = new IdentityHashMap<>();

    /** The default as JSON; null when the field has none. */
    static @Nullable JsonNode of(Schema.Field field) {
        return field.hasDefaultValue() ? Accessor.defaultValue(field) : null;
    }

    /** What is wrong with the default of a field, as the end of a sentence; null when it works. */
    @Nullable
    String problem(Schema.Field field) {
        JsonNode json = of(field);
        if (json == null) {
            return null;
        }
        if (size(field) > LARGEST) {
            return ENDLESS;
        }
        return problem(field.schema(), json);
    }

    /** The first field whose default would fill memory or never end, with what is wrong; null when there is none. */
    static @Nullable String endless(Schema root) {
        Defaults defaults = new Defaults();
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Schema> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Schema schema = open.pop();
            if (!seen.add(schema)) {
                continue;
            }
            switch (schema.getType()) {
                case RECORD -> {
                    for (Schema.Field field : schema.getFields()) {
                        if (field.hasDefaultValue() && defaults.size(field) > LARGEST) {
                            return schema.getFullName() + "." + field.name() + " " + ENDLESS;
                        }
                        open.push(field.schema());
                    }
                }
                case UNION -> schema.getTypes().forEach(open::push);
                case ARRAY -> open.push(schema.getElementType());
                case MAP -> open.push(schema.getValueType());
                default -> {}
            }
        }
        return null;
    }

    private long size(Schema.Field field) {
        Long known = sizes.get(field);
        if (known != null) {
            return known < 0 ? LARGEST + 1 : known;
        }
        sizes.put(field, -1L);
        JsonNode json = of(field);
        long size = json == null ? 1 : size(field.schema(), json);
        sizes.put(field, size);
        return size;
    }

    private long size(Schema schema, JsonNode json) {
        long sum = 1;
        switch (schema.getType()) {
            case UNION -> {
                Schema branch = branchFor(schema, json);
                return branch == null ? 1 : size(branch, json);
            }
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    JsonNode inner = json.get(field.name());
                    sum += inner == null ? size(field) : size(field.schema(), inner);
                    if (sum > LARGEST) {
                        return LARGEST + 1;
                    }
                }
            }
            case ARRAY, MAP -> {
                Schema inner = schema.getType() == Schema.Type.ARRAY ? schema.getElementType() : schema.getValueType();
                for (JsonNode item : json) {
                    sum = Math.min(LARGEST + 1, sum + size(inner, item));
                }
            }
            default -> {
                return 1;
            }
        }
        return sum;
    }

    private @Nullable String problem(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case NULL -> json.isNull() ? null : mismatch(json, "null");
            case BOOLEAN -> json.isBoolean() ? null : mismatch(json, "true or false");
            case INT -> whole(schema, json, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(schema, json, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT -> floating(json, true);
            case DOUBLE -> floating(json, false);
            case STRING -> text(schema, json);
            case BYTES -> bytes(schema, json);
            case FIXED -> fixed(schema, json);
            case ENUM -> symbol(schema, json);
            case ARRAY -> json.isArray() ? inner(schema.getElementType(), json) : mismatch(json, "an array");
            case MAP -> json.isObject() ? inner(schema.getValueType(), json) : mismatch(json, "an object");
            case RECORD -> json.isObject() ? fields(schema, json) : mismatch(json, "an object");
            case UNION -> union(schema, json);
        };
    }

    private @Nullable String union(Schema union, JsonNode json) {
        Schema branch = branchFor(union, json);
        if (branch == null) {
            return "is " + show(json) + ", which no branch of the union takes";
        }
        return problem(branch, json);
    }

    /** The branch that Avro's encoder takes for a default, by the JSON kind alone. */
    static @Nullable Schema branchFor(Schema union, JsonNode json) {
        for (Schema branch : union.getTypes()) {
            boolean takes = switch (branch.getType()) {
                case RECORD, MAP -> json.isObject();
                case ENUM, STRING, BYTES, FIXED -> json.isTextual();
                case ARRAY -> json.isArray();
                case INT, LONG, FLOAT, DOUBLE -> json.isNumber();
                case BOOLEAN -> json.isBoolean();
                case NULL -> json.isNull();
                case UNION -> false;
            };
            if (takes) {
                return branch;
            }
        }
        return null;
    }

    private @Nullable String inner(Schema schema, JsonNode json) {
        for (JsonNode item : json) {
            String problem = problem(schema, item);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String fields(Schema record, JsonNode json) {
        for (Schema.Field field : record.getFields()) {
            JsonNode inner = json.get(field.name());
            if (inner == null && !field.hasDefaultValue()) {
                return "has no value for the field " + field.name() + " of " + record.getFullName()
                        + ", which has no default of its own";
            }
            String problem = inner == null ? problem(field) : problem(field.schema(), inner);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String whole(Schema schema, JsonNode json, long min, long max) {
        if (!json.isIntegralNumber()) {
            return mismatch(json, "a whole number");
        }
        BigInteger value = json.bigIntegerValue();
        boolean fits = value.compareTo(BigInteger.valueOf(min)) >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0;
        if (!fits) {
            return "is " + show(json) + ", which is out of range for "
                    + schema.getType().getName();
        }
        return timeOfDay(schema.getLogicalType(), value.longValue());
    }

    private static @Nullable String timeOfDay(@Nullable LogicalType logicalType, long value) {
        long perDay = logicalType instanceof LogicalTypes.TimeMillis
                ? 86_400_000L
                : logicalType instanceof LogicalTypes.TimeMicros ? 86_400_000_000L : Long.MAX_VALUE;
        boolean outside = perDay != Long.MAX_VALUE && (value < 0 || value >= perDay);
        return outside ? "is " + value + ", which is no time of a day" : null;
    }

    private static @Nullable String floating(JsonNode json, boolean single) {
        if (!json.isNumber()) {
            return mismatch(json, "a number");
        }
        double value = json.doubleValue();
        boolean infinite = single ? Float.isInfinite((float) value) : Double.isInfinite(value);
        return infinite ? "is " + show(json) + ", which is out of range for " + (single ? "float" : "double") : null;
    }

    private static @Nullable String text(Schema schema, JsonNode json) {
        if (!json.isTextual()) {
            return mismatch(json, "a string");
        }
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType != null && logicalType.getName().equals("uuid") && !isUuid(json.textValue())) {
            return "is " + show(json) + ", which is no UUID";
        }
        return null;
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable String bytes(Schema schema, JsonNode json) {
        if (!json.isTextual()) {
            return mismatch(json, "a string of the characters U+0000 to U+00FF");
        }
        String text = json.textValue();
        if (text.chars().anyMatch(c -> c > 0xFF)) {
            return "is " + show(json) + ", which holds a character above U+00FF that is no byte";
        }
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType instanceof LogicalTypes.Decimal decimal) {
            return decimal(decimal, text);
        }
        return null;
    }

    private static @Nullable String decimal(LogicalTypes.Decimal decimal, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length == 0) {
            return "is empty, which is no decimal";
        }
        int digits = new BigDecimal(new BigInteger(bytes), decimal.getScale()).precision();
        return digits <= decimal.getPrecision()
                ? null
                : "has " + digits + " digits, but the decimal's precision is " + decimal.getPrecision();
    }

    private static @Nullable String fixed(Schema schema, JsonNode json) {
        String problem = bytes(schema, json);
        if (problem == null && json.textValue().length() != schema.getFixedSize()) {
            return "has " + json.textValue().length() + " bytes, but " + schema.getFullName() + " has "
                    + schema.getFixedSize();
        }
        return problem;
    }

    private static @Nullable String symbol(Schema schema, JsonNode json) {
        if (!json.isTextual()) {
            return mismatch(json, "a symbol");
        }
        List<String> symbols = schema.getEnumSymbols();
        return schema.hasEnumSymbol(json.textValue())
                ? null
                : "is " + show(json) + ", which is none of the symbols of " + schema.getFullName() + " ("
                        + Words.list(symbols) + ")";
    }

    private static String mismatch(JsonNode json, String expected) {
        return "is " + show(json) + ", but its type takes " + expected;
    }

    static String show(JsonNode json) {
        return Words.shorten(json.toString());
    }
}
