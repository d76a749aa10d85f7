package dev.avenant.compatibility;

import static dev.avenant.compatibility.Defaults.mismatch;
import static dev.avenant.compatibility.Defaults.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avenant.compatibility.internal.SchemaDisplay;
import dev.avenant.text.SchemaText;
import dev.avenant.text.Sentence;
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
    static @Nullable Sentence problem(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case NULL -> json.isNull() ? null : mismatch(json, Sentence.quoting("null"));
            case BOOLEAN -> json.isBoolean() ? null : mismatch(json, SchemaText.of("default.takes.boolean"));
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

    private static @Nullable Sentence whole(Schema schema, JsonNode json, long min, long max) {
        if (!json.isIntegralNumber()) {
            return mismatch(json, SchemaText.of("default.takes.whole"));
        }
        BigInteger value = json.bigIntegerValue();
        boolean fits = value.compareTo(BigInteger.valueOf(min)) >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0;
        if (!fits) {
            return SchemaText.of("default.range", show(json), schema.getType().getName());
        }
        return timeOfDay(schema.getLogicalType(), value.longValue());
    }

    private static @Nullable Sentence timeOfDay(@Nullable LogicalType logicalType, long value) {
        long perDay = logicalType instanceof LogicalTypes.TimeMillis
                ? 86_400_000L
                : logicalType instanceof LogicalTypes.TimeMicros ? 86_400_000_000L : Long.MAX_VALUE;
        boolean outside = perDay != Long.MAX_VALUE && (value < 0 || value >= perDay);
        return outside ? SchemaText.of("default.time", String.valueOf(value)) : null;
    }

    private static @Nullable Sentence floating(JsonNode json, boolean single) {
        if (!json.isNumber()) {
            return mismatch(json, SchemaText.of("default.takes.number"));
        }
        // Infinity and NaN, which Avro takes as texts, are values of both types
        double value = json.doubleValue();
        boolean tooLarge = single && Double.isFinite(value) && Float.isInfinite((float) value);
        return tooLarge ? SchemaText.of("default.range", show(json), "float") : null;
    }

    private static @Nullable Sentence text(Schema schema, JsonNode json) {
        if (!json.isTextual()) {
            return mismatch(json, SchemaText.of("default.takes.string"));
        }
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType != null && logicalType.getName().equals("uuid") && !isUuid(json.textValue())) {
            return SchemaText.of("default.uuid", show(json));
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

    private static @Nullable Sentence bytes(Schema schema, JsonNode json) {
        if (!json.isTextual()) {
            return mismatch(json, SchemaText.of("default.takes.bytes"));
        }
        String text = json.textValue();
        if (text.chars().anyMatch(c -> c > 0xFF)) {
            return SchemaText.of("default.no-byte", show(json));
        }
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType instanceof LogicalTypes.Decimal decimal) {
            return decimal(decimal, text);
        }
        boolean bigDecimal = logicalType != null && logicalType.getName().equals("big-decimal");
        return bigDecimal && !isBigDecimal(schema, text) ? SchemaText.of("default.big-decimal", show(json)) : null;
    }

    private static boolean isBigDecimal(Schema schema, String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            return new Conversions.BigDecimalConversion().fromBytes(bytes, schema, schema.getLogicalType()) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static @Nullable Sentence decimal(LogicalTypes.Decimal decimal, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length == 0) {
            return SchemaText.of("default.decimal-empty");
        }
        int digits = new BigDecimal(new BigInteger(bytes), decimal.getScale()).precision();
        return digits <= decimal.getPrecision()
                ? null
                : SchemaText.of("default.digits", String.valueOf(digits), String.valueOf(decimal.getPrecision()));
    }

    private static @Nullable Sentence fixed(Schema schema, JsonNode json) {
        Sentence problem = bytes(schema, json);
        if (problem == null && json.textValue().length() != schema.getFixedSize()) {
            return SchemaText.of(
                    "default.size",
                    String.valueOf(json.textValue().length()),
                    schema.getFullName(),
                    String.valueOf(schema.getFixedSize()));
        }
        return problem;
    }

    private static @Nullable Sentence symbol(Schema schema, JsonNode json) {
        if (!json.isTextual()) {
            return mismatch(json, SchemaText.of("default.takes.symbol"));
        }
        List<String> symbols = schema.getEnumSymbols();
        return schema.hasEnumSymbol(json.textValue())
                ? null
                : SchemaText.of("default.symbol", show(json), schema.getFullName(), SchemaDisplay.list(symbols));
    }
}
