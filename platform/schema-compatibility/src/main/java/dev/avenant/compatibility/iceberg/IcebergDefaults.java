package dev.avenant.compatibility.iceberg;

import dev.avenant.compatibility.iceberg.IcebergType.DecimalType;
import dev.avenant.compatibility.iceberg.IcebergType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.apache.avro.Schema;

/** Which defaults a table can keep for the rows that are there, as it can from format version 3 on: those of plain values. */
final class IcebergDefaults {
    private IcebergDefaults() {}

    static boolean canBeKept(Schema.Field field, IcebergType type) {
        if (!field.hasDefaultValue()) {
            return false;
        }
        Object value = field.defaultVal();
        if (type instanceof DecimalType decimal) {
            return value instanceof byte[] bytes
                    && bytes.length > 0
                    && new BigDecimal(new BigInteger(bytes), decimal.scale()).precision() <= decimal.precision();
        }
        if (!(type instanceof Primitive primitive)) {
            return false;
        }
        return switch (primitive.text()) {
            case "unknown" -> false;
            case "float", "double" -> value instanceof Number number && !Double.isNaN(number.doubleValue());
            case "uuid" -> isUuid(value);
            default -> true;
        };
    }

    private static boolean isUuid(Object value) {
        if (value instanceof byte[]) {
            return true;
        }
        String text = value instanceof String string ? string : "";
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
