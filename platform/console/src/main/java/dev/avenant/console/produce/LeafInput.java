package dev.avenant.console.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** How people write values that have no parts, and what that is in Avro's JSON. */
public enum LeafInput {
    TEXT,
    WHOLE,
    NUMBER,
    TRUTH,
    CHOICE,
    BYTES,
    UUID,
    DECIMAL,
    DATE,
    TIME,
    INSTANT,
    LOCAL,
    NOTHING;

    /** That of a type without parts. */
    static LeafInput of(Schema schema) {
        LogicalType type = schema.getLogicalType();
        LeafInput logical = type == null ? NOTHING : of(type.getName());
        if (logical == UUID && schema.getType() != Schema.Type.STRING) {
            return BYTES;
        }
        if (logical != NOTHING) {
            return logical;
        }
        return switch (schema.getType()) {
            case STRING -> TEXT;
            case INT, LONG -> WHOLE;
            case FLOAT, DOUBLE -> NUMBER;
            case BOOLEAN -> TRUTH;
            case ENUM -> CHOICE;
            case BYTES, FIXED -> BYTES;
            default -> NOTHING;
        };
    }

    private static LeafInput of(String logicalType) {
        return switch (logicalType) {
            case "decimal" -> DECIMAL;
            case "uuid" -> UUID;
            case "date" -> DATE;
            case "time-millis", "time-micros" -> TIME;
            case "timestamp-millis", "timestamp-micros", "timestamp-nanos" -> INSTANT;
            case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" -> LOCAL;
            default -> NOTHING;
        };
    }

    /** What can be chosen; nothing where it is written. */
    static List<String> choices(Schema schema) {
        return switch (of(schema)) {
            case TRUTH -> List.of("true", "false");
            case CHOICE -> schema.getEnumSymbols();
            default -> List.of();
        };
    }

    /**
     * The value in Avro's JSON.
     *
     * @throws IllegalArgumentException if the text is no such value
     */
    JsonNode read(Schema schema, String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        String stripped = text.strip();
        try {
            return switch (this) {
                case NOTHING -> json.nullNode();
                case TEXT, CHOICE -> json.textNode(text);
                case UUID -> json.textNode(stripped);
                case TRUTH -> json.booleanNode(parseTruth(stripped));
                case WHOLE -> json.numberNode(new BigInteger(stripped));
                case NUMBER -> json.numberNode(Double.parseDouble(stripped));
                case BYTES -> latin(json, HexFormat.of().parseHex(stripped.replaceAll("\\s", "")));
                case DECIMAL -> latin(json, decimal(schema, new BigDecimal(stripped)));
                case DATE -> json.numberNode(LocalDate.parse(stripped).toEpochDay());
                case TIME ->
                    json.numberNode(since(
                            schema,
                            LocalDate.EPOCH.atTime(LocalTime.parse(stripped)).toInstant(ZoneOffset.UTC)));
                case INSTANT ->
                    json.numberNode(since(schema, OffsetDateTime.parse(stripped).toInstant()));
                case LOCAL ->
                    json.numberNode(since(schema, LocalDateTime.parse(stripped).toInstant(ZoneOffset.UTC)));
            };
        } catch (DateTimeException | ArithmeticException none) {
            throw new IllegalArgumentException(none.getMessage(), none);
        }
    }

    /** As people write it; a value in Avro's JSON that fits the schema. */
    String write(Schema schema, JsonNode value) {
        return switch (this) {
            case NOTHING -> "";
            case BYTES -> HexFormat.of().formatHex(bytes(value));
            case DECIMAL ->
                new BigDecimal(
                                new BigInteger(bytes(value)),
                                ((LogicalTypes.Decimal) schema.getLogicalType()).getScale())
                        .toPlainString();
            case DATE -> LocalDate.ofEpochDay(value.longValue()).toString();
            case TIME ->
                LocalTime.MIDNIGHT
                        .plus(Duration.of(value.longValue(), unit(schema)))
                        .toString();
            case INSTANT -> Instant.EPOCH.plus(value.longValue(), unit(schema)).toString();
            case LOCAL ->
                LocalDateTime.ofInstant(Instant.EPOCH.plus(value.longValue(), unit(schema)), ZoneOffset.UTC)
                        .toString();
            default -> value.asText();
        };
    }

    private static boolean parseTruth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("true");
    }

    private static JsonNode latin(JsonNodeFactory json, byte[] bytes) {
        return json.textNode(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(JsonNode value) {
        return value.textValue().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] decimal(Schema schema, BigDecimal value) {
        int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
        if (Math.abs((long) value.scale()) > 1000 || value.precision() > 1000) {
            throw new IllegalArgumentException("too many digits");
        }
        byte[] digits = value.setScale(scale).unscaledValue().toByteArray();
        if (schema.getType() != Schema.Type.FIXED) {
            return digits;
        }
        byte[] fixed = new byte[schema.getFixedSize()];
        if (digits.length > fixed.length) {
            throw new IllegalArgumentException("too many digits");
        }
        Arrays.fill(fixed, digits[0] < 0 ? (byte) -1 : 0);
        System.arraycopy(digits, 0, fixed, fixed.length - digits.length, digits.length);
        return fixed;
    }

    private static ChronoUnit unit(Schema schema) {
        String name = schema.getLogicalType().getName();
        if (name.endsWith("-millis")) {
            return ChronoUnit.MILLIS;
        }
        return name.endsWith("-micros") ? ChronoUnit.MICROS : ChronoUnit.NANOS;
    }

    /** What is finer than the unit is refused rather than left out. */
    private static long since(Schema schema, Instant time) {
        ChronoUnit unit = unit(schema);
        long count = unit.between(Instant.EPOCH, time);
        if (!Instant.EPOCH.plus(count, unit).equals(time)) {
            throw new IllegalArgumentException("finer than " + unit);
        }
        return count;
    }
}
