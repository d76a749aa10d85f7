package dev.avenant.compatibility;

import static dev.avenant.compatibility.Defaults.mismatch;
import static dev.avenant.compatibility.Defaults.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.internal.SchemaDisplay;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Whether a default of a type that has no parts fits the type and its logical type. */
final class LeafDefaults {
    private LeafDefaults() {}

    /** What is wrong with a default, as the end of a sentence; null when it works. */
    static @Nullable String problem(Schema schema, JsonNode json) {
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
            default ->
                throw new IllegalArgumentException("expected a type without parts but found " + schema.getType());
        };
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
        // Infinity and NaN, which Avro takes as texts, are values of both types
        double value = json.doubleValue();
        boolean tooLarge = single && Double.isFinite(value) && Float.isInfinite((float) value);
        return tooLarge ? "is " + show(json) + ", which is out of range for float" : null;
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
        boolean bigDecimal = logicalType != null && logicalType.getName().equals("big-decimal");
        return bigDecimal && !isBigDecimal(schema, text) ? "is " + show(json) + ", which is no big-decimal" : null;
    }

    private static boolean isBigDecimal(Schema schema, String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            return new Conversions.BigDecimalConversion().fromBytes(bytes, schema, schema.getLogicalType()) != null;
        } catch (RuntimeException e) {
            return false;
        }
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
                        + SchemaDisplay.list(symbols) + ")";
    }
}
