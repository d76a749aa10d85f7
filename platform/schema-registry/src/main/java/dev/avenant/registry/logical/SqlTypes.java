package dev.avenant.registry.logical;

import java.util.Locale;
import org.apache.avro.Schema;

/** What SQL calls Avro's types that are no records, enums, unions or collections. */
final class SqlTypes {

    private static final int DEFAULT_DECIMAL_PRECISION = 10;

    private SqlTypes() {}

    static String of(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> "BOOLEAN";
            case INT -> ofInt(schema);
            case LONG -> ofLong(schema);
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case STRING -> ofString(schema);
            case BYTES -> isDecimal(schema) ? decimal(schema) : ofBytes(schema);
            case FIXED -> isDecimal(schema) ? decimal(schema) : "BINARY(" + schema.getFixedSize() + ")";
            case NULL -> throw new LogicalSchemaException("Standalone NULL type is not supported");
            default -> throw new IllegalArgumentException(schema.getType() + " is no plain type");
        };
    }

    /** The name of its logical type in small letters; empty where it has none. */
    static String logicalType(Schema schema) {
        String name = schema.getProp(Property.LOGICAL_TYPE);
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    /** Whether it is a decimal whose precision and scale there can be; Avro takes any other for bytes, too. */
    static boolean isDecimal(Schema schema) {
        return logicalType(schema).equals("decimal")
                && precision(schema) > 0
                && scale(schema) >= 0
                && scale(schema) <= precision(schema);
    }

    static int scale(Schema decimal) {
        return Property.number(decimal, "scale").orElse(0);
    }

    private static int precision(Schema decimal) {
        return Property.number(decimal, "precision").orElse(DEFAULT_DECIMAL_PRECISION);
    }

    private static String decimal(Schema schema) {
        return "DECIMAL(" + precision(schema) + ", " + scale(schema) + ")";
    }

    private static String ofInt(Schema schema) {
        return switch (logicalType(schema)) {
            case "date" -> "DATE";
            case "time-millis" -> "TIME" + precision(schema, 3);
            case "" ->
                switch (connectType(schema)) {
                    case "int8" -> "TINYINT";
                    case "int16" -> "SMALLINT";
                    default -> "INT";
                };
            default -> "INT";
        };
    }

    private static String connectType(Schema schema) {
        String type = schema.getProp(Property.CONNECT_TYPE);
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static String ofLong(Schema schema) {
        return switch (logicalType(schema)) {
            case "time-micros" -> "TIME" + precision(schema, 6);
            case "timestamp-millis" -> "TIMESTAMP_LTZ" + precision(schema, 3);
            case "timestamp-micros" -> "TIMESTAMP_LTZ" + precision(schema, 6);
            case "timestamp-nanos" -> "TIMESTAMP_LTZ" + precision(schema, 9);
            case "local-timestamp-millis" -> "TIMESTAMP" + precision(schema, 3);
            case "local-timestamp-micros" -> "TIMESTAMP" + precision(schema, 6);
            case "local-timestamp-nanos" -> "TIMESTAMP" + precision(schema, 9);
            default -> "BIGINT";
        };
    }

    private static String precision(Schema schema, int otherwise) {
        return "("
                + Property.length(schema, Property.PRECISION)
                        .filter(digits -> digits <= Scalars.MOST_PRECISION)
                        .orElse(otherwise)
                + ")";
    }

    private static String ofString(Schema schema) {
        int longest = Property.length(schema, Property.LONGEST).orElse(Integer.MAX_VALUE);
        int shortest = Property.length(schema, Property.SHORTEST).orElse(-1);
        if (shortest == longest) {
            return "CHAR(" + longest + ")";
        }
        return longest == Integer.MAX_VALUE ? "STRING" : "VARCHAR(" + longest + ")";
    }

    private static String ofBytes(Schema schema) {
        return Property.length(schema, Property.LONGEST)
                .filter(longest -> longest < Integer.MAX_VALUE)
                .map(longest -> "VARBINARY(" + longest + ")")
                .orElse("BYTES");
    }
}
