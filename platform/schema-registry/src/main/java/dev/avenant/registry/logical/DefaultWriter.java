package dev.avenant.registry.logical;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Writes defaults as literals. */
final class DefaultWriter {

    private static final long NANOS_OF_A_SECOND = 1_000_000_000;

    private DefaultWriter() {}

    /** The default of a field that has one. */
    static String of(Schema.Field field) {
        Object value = field.defaultVal();
        if (value == null || value instanceof JsonProperties.Null) {
            return "NULL";
        }
        List<Schema> types = field.schema().getType() == Schema.Type.UNION
                ? field.schema().getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .toList()
                : List.of(field.schema());
        return types.size() == 1 ? literal(types.get(0), value) : Words.text(String.valueOf(value));
    }

    private static String literal(Schema type, Object value) {
        return switch (type.getType()) {
            case BOOLEAN -> Boolean.TRUE.equals(value) ? "TRUE" : "FALSE";
            case FLOAT, DOUBLE -> value.toString();
            case INT -> ofInt(type, (Integer) value);
            case LONG -> ofLong(type, (Long) value);
            case BYTES, FIXED -> ofBytes(type, (byte[]) value);
            default -> Words.text(String.valueOf(value));
        };
    }

    private static String ofInt(Schema type, int value) {
        return switch (SqlTypes.logicalType(type)) {
            case "date" -> Words.text(LocalDate.ofEpochDay(value).toString());
            case "time-millis" ->
                Words.text(LocalTime.ofNanoOfDay(value * 1_000_000L).toString());
            default -> Integer.toString(value);
        };
    }

    private static String ofLong(Schema type, long value) {
        return switch (SqlTypes.logicalType(type)) {
            case "time-micros" ->
                Words.text(LocalTime.ofNanoOfDay(value * 1_000).toString());
            case "timestamp-millis" -> Words.text(instant(value, 1_000).toString());
            case "timestamp-micros" -> Words.text(instant(value, 1_000_000).toString());
            case "timestamp-nanos" ->
                Words.text(instant(value, NANOS_OF_A_SECOND).toString());
            case "local-timestamp-millis" ->
                Words.text(local(instant(value, 1_000)).toString());
            case "local-timestamp-micros" ->
                Words.text(local(instant(value, 1_000_000)).toString());
            case "local-timestamp-nanos" ->
                Words.text(local(instant(value, NANOS_OF_A_SECOND)).toString());
            default -> Long.toString(value);
        };
    }

    private static Instant instant(long value, long unitsOfASecond) {
        return Instant.ofEpochSecond(
                Math.floorDiv(value, unitsOfASecond),
                Math.floorMod(value, unitsOfASecond) * (NANOS_OF_A_SECOND / unitsOfASecond));
    }

    private static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String ofBytes(Schema type, byte[] value) {
        return SqlTypes.isDecimal(type) && value.length > 0
                ? new BigDecimal(new BigInteger(value), SqlTypes.scale(type)).toString()
                : "x'" + HexFormat.of().withUpperCase().formatHex(value) + "'";
    }
}
