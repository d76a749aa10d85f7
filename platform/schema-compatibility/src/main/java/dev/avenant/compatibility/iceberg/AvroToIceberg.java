package dev.avenant.compatibility.iceberg;

import dev.avenant.compatibility.iceberg.IcebergType.Column;
import dev.avenant.compatibility.iceberg.IcebergType.DecimalType;
import dev.avenant.compatibility.iceberg.IcebergType.ListOf;
import dev.avenant.compatibility.iceberg.IcebergType.MapOf;
import dev.avenant.compatibility.iceberg.IcebergType.Primitive;
import dev.avenant.compatibility.iceberg.IcebergType.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The Iceberg type of an Avro schema, as iceberg-core's {@code AvroSchemaUtil} makes it. */
final class AvroToIceberg {
    static final IcebergType UNKNOWN = new Primitive("unknown");
    private static final int MAX_PRECISION = 38;
    private static final int MAX_COLUMNS = 100_000;

    private final Set<Schema> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int columns;

    private AvroToIceberg() {}

    /**
     * The struct of a record.
     *
     * @throws UnsupportedException when Iceberg has no type for something in it
     */
    static Struct struct(Schema schema) throws UnsupportedException {
        Schema record = isOption(schema) ? present(schema) : schema;
        if (record.getType() != Schema.Type.RECORD) {
            throw new UnsupportedException("", "A table has columns, and the schema is no record.");
        }
        return (Struct) new AvroToIceberg().type(record, "");
    }

    /** Something that Iceberg has no type for. */
    static final class UnsupportedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String path;

        private UnsupportedException(String path, String message) {
            super(message, null, false, false);
            this.path = path;
        }

        String path() {
            return path;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    private IcebergType type(Schema schema, String path) throws UnsupportedException {
        return switch (schema.getType()) {
            case RECORD -> record(schema, path);
            case UNION -> isOption(schema) ? type(present(schema), path) : union(schema, path);
            case ARRAY -> array(schema, path);
            case MAP ->
                new MapOf(
                        new Primitive("string"),
                        type(schema.getValueType(), path + "/{}"),
                        isOption(schema.getValueType()));
            default -> primitive(schema, path);
        };
    }

    private Struct record(Schema record, String path) throws UnsupportedException {
        if (!open.add(record)) {
            throw new UnsupportedException(path, record.getFullName() + " holds itself, and no table can be as deep.");
        }
        List<Column> columns = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            countColumn();
            IcebergType type = type(field.schema(), path + "/" + field.name());
            boolean optional = isOption(field.schema()) || type.equals(UNKNOWN);
            columns.add(new Column(field.name(), type, optional, record.getFullName() + "." + field.name(), field));
        }
        open.remove(record);
        return new Struct(columns);
    }

    private void countColumn() throws UnsupportedException {
        if (++columns > MAX_COLUMNS) {
            throw new UnsupportedException(
                    "",
                    "The table would have more than " + MAX_COLUMNS
                            + " columns, since it has those of a type at every place where the type is used.");
        }
    }

    /** Several types in one column become a struct: a number that says which, and a column for each branch. */
    private Struct union(Schema union, String path) throws UnsupportedException {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("tag", new Primitive("int"), false, "", null));
        for (Schema branch : union.getTypes()) {
            countColumn();
            String name = "field" + (columns.size() - 1);
            columns.add(new Column(name, type(branch, path + "/<" + branch.getFullName() + ">"), true, "", null));
        }
        return new Struct(columns);
    }

    private IcebergType array(Schema array, String path) throws UnsupportedException {
        Schema items = array.getElementType();
        IcebergType element = type(items, path + "/[]");
        if ("map".equals(array.getProp(LogicalType.LOGICAL_TYPE_PROP))
                && element instanceof Struct entry
                && entry.columns().size() == 2) {
            Column key = entry.columns().get(0);
            Column value = entry.columns().get(1);
            if (key.name().equals("key") && value.name().equals("value")) {
                if (key.type().equals(UNKNOWN)) {
                    throw new UnsupportedException(
                            path, "The keys of a map are never null, and these are nothing else.");
                }
                return new MapOf(key.type(), value.type(), value.optional());
            }
        }
        if (element.equals(UNKNOWN)) {
            throw new UnsupportedException(path + "/[]", "A list of nothing but null has no type.");
        }
        return new ListOf(element, isOption(items));
    }

    private static IcebergType primitive(Schema schema, String path) throws UnsupportedException {
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType instanceof LogicalTypes.Decimal decimal) {
            if (decimal.getPrecision() > MAX_PRECISION) {
                throw new UnsupportedException(
                        path,
                        "A decimal has at most " + MAX_PRECISION + " digits, and this one has " + decimal.getPrecision()
                                + ".");
            }
            return new DecimalType(decimal.getPrecision(), decimal.getScale());
        }
        boolean zoned = isAdjustedToUtc(schema);
        return new Primitive(
                switch (logicalType == null ? "" : logicalType.getName()) {
                    case "date" -> "date";
                    case "time-millis", "time-micros" -> "time";
                    case "timestamp-millis", "timestamp-micros" -> zoned ? "timestamptz" : "timestamp";
                    case "timestamp-nanos" -> zoned ? "timestamptz_ns" : "timestamp_ns";
                    case "uuid" -> "uuid";
                    default -> plain(schema);
                });
    }

    private static String plain(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> "unknown";
            case ENUM -> "string";
            case BYTES -> "binary";
            case FIXED -> "fixed[" + schema.getFixedSize() + "]";
            default -> schema.getType().getName();
        };
    }

    private static boolean isAdjustedToUtc(Schema schema) {
        Object property = schema.getObjectProp("adjust-to-utc");
        return property instanceof Boolean adjusted
                ? adjusted
                : property instanceof String text && Boolean.parseBoolean(text);
    }

    /** Null and one other type. */
    static boolean isOption(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                && schema.getTypes().size() == 2
                && schema.getTypes().stream().anyMatch(branch -> branch.getType() == Schema.Type.NULL);
    }

    private static Schema present(Schema option) {
        Schema first = option.getTypes().get(0);
        return first.getType() == Schema.Type.NULL ? option.getTypes().get(1) : first;
    }
}
