package dev.avenant.registry.logical;

import dev.avenant.registry.logical.LogicalSchemaParser.LiteralContext;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Reads the literal of a default as Avro writes a default of that type. */
final class Literals {

    /** Writing out a number such as 1e999999999 would take all memory. */
    private static final int MOST_DIGITS = 10_000;

    private final LiteralContext literal;
    private final Schema type;
    private final String sqlType;

    private Literals(LiteralContext literal, Schema type, String sqlType) {
        this.literal = literal;
        this.type = type;
        this.sqlType = sqlType;
    }

    /** What a literal means for a type, which is no union with null; throws {@link LogicalSchemaException} for nothing. */
    static Object read(LiteralContext literal, Schema type) {
        if (literal.NULL() != null) {
            return JsonProperties.NULL_VALUE;
        }
        String sqlType = switch (type.getType()) {
            case ENUM -> "ENUM";
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, BYTES, FIXED -> SqlTypes.of(type);
            default -> throw new LogicalSchemaException("Default values are not supported for type: " + type.getType());
        };
        Literals reader = new Literals(literal, type, sqlType);
        try {
            return reader.value();
        } catch (NumberFormatException | ArithmeticException | DateTimeException unreadable) {
            throw reader.mismatch();
        }
    }

    private Object value() {
        return switch (type.getType()) {
            case BOOLEAN -> truth();
            case INT -> ofInt();
            case LONG -> ofLong();
            case FLOAT -> (float) number();
            case DOUBLE -> number();
            case BYTES, FIXED -> SqlTypes.isDecimal(type) ? decimal() : bytes();
            case STRING -> string();
            default -> text();
        };
    }

    private boolean truth() {
        if (literal.TRUE() == null && literal.FALSE() == null) {
            throw mismatch();
        }
        return literal.TRUE() != null;
    }

    private Object ofInt() {
        return switch (SqlTypes.logicalType(type)) {
            case "date" -> Math.toIntExact(LocalDate.parse(text()).toEpochDay());
            case "time-millis" -> Math.toIntExact(LocalTime.parse(text()).toNanoOfDay() / 1_000_000);
            default ->
                switch (sqlType) {
                    case "TINYINT" -> within(Byte.MIN_VALUE, Byte.MAX_VALUE);
                    case "SMALLINT" -> within(Short.MIN_VALUE, Short.MAX_VALUE);
                    default -> within(Integer.MIN_VALUE, Integer.MAX_VALUE);
                };
        };
    }

    private int within(int least, int most) {
        long value = integer();
        if (value < least || value > most) {
            throw new LogicalSchemaException(sqlType + " default value out of range: " + value);
        }
        return (int) value;
    }

    private Object ofLong() {
        return switch (SqlTypes.logicalType(type)) {
            case "time-micros" -> LocalTime.parse(text()).toNanoOfDay() / 1_000;
            case "timestamp-millis" -> since1970(Instant.parse(text()), ChronoUnit.MILLIS);
            case "timestamp-micros" -> since1970(Instant.parse(text()), ChronoUnit.MICROS);
            case "timestamp-nanos" -> since1970(Instant.parse(text()), ChronoUnit.NANOS);
            case "local-timestamp-millis" -> since1970(local(), ChronoUnit.MILLIS);
            case "local-timestamp-micros" -> since1970(local(), ChronoUnit.MICROS);
            case "local-timestamp-nanos" -> since1970(local(), ChronoUnit.NANOS);
            default -> integer();
        };
    }

    private Instant local() {
        return LocalDateTime.parse(text()).toInstant(ZoneOffset.UTC);
    }

    private static long since1970(Instant instant, ChronoUnit unit) {
        return unit.between(Instant.EPOCH, instant);
    }

    private long integer() {
        if (literal.integer() == null) {
            throw mismatch();
        }
        return Long.parseLong(literal.integer().getText());
    }

    private double number() {
        if (literal.integer() == null && literal.FLOAT_LITERAL() == null) {
            throw mismatch();
        }
        return Double.parseDouble(literal.getText());
    }

    private String decimal() {
        boolean plain = literal.integer() != null || literal.FLOAT_LITERAL() != null;
        String said = plain ? literal.getText() : text();
        if (said.length() > MOST_DIGITS) {
            throw tooManyDigits();
        }
        BigDecimal value = new BigDecimal(said);
        int scale = SqlTypes.scale(type);
        int precision = Property.number(type, "precision").orElseThrow();
        long digitsBeforeThePoint = (long) value.precision() - value.scale();
        if (Math.max(value.scale(), 0) > scale || digitsBeforeThePoint > precision - scale) {
            throw new LogicalSchemaException(sqlType + " default value '" + said + "' has more digits than its type");
        }
        if (digitsBeforeThePoint + scale > MOST_DIGITS) {
            throw tooManyDigits();
        }
        byte[] unscaled = value.setScale(scale).unscaledValue().toByteArray();
        return new String(unscaled, StandardCharsets.ISO_8859_1);
    }

    private LogicalSchemaException tooManyDigits() {
        return new LogicalSchemaException(sqlType + " default value has more than " + MOST_DIGITS + " digits");
    }

    private String bytes() {
        TerminalNode node = literal.BYTES_LITERAL();
        if (node == null) {
            throw mismatch();
        }
        byte[] value = HexFormat.of().parseHex(Words.unquoted(node.getText().substring(1)));
        int longest = type.getType() == Schema.Type.FIXED
                ? type.getFixedSize()
                : Property.number(type, Property.LONGEST).orElse(Integer.MAX_VALUE);
        int shortest = type.getType() == Schema.Type.FIXED ? type.getFixedSize() : 0;
        requireLength(value.length, shortest, longest, "bytes");
        return new String(value, StandardCharsets.ISO_8859_1);
    }

    private String string() {
        String value = text();
        requireLength(
                value.length(),
                Property.number(type, Property.SHORTEST).orElse(0),
                Property.number(type, Property.LONGEST).orElse(Integer.MAX_VALUE),
                "characters");
        return value;
    }

    private void requireLength(int length, int shortest, int longest, String unit) {
        if (length < shortest || length > longest) {
            throw new LogicalSchemaException(
                    sqlType + " default value " + literal.getText() + " has " + length + " " + unit);
        }
    }

    private String text() {
        if (literal.STRING_LITERAL() == null) {
            throw mismatch();
        }
        return Words.unquoted(literal.STRING_LITERAL().getText());
    }

    private LogicalSchemaException mismatch() {
        return new LogicalSchemaException(
                "Default literal " + literal.getText() + " is not compatible with type " + sqlType);
    }
}
