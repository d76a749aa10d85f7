package dev.avenant.compatibility.iceberg;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A type of an Iceberg table, without the ids that a table gives. */
sealed interface IcebergType {
    /** What messages call it. */
    String text();

    /**
     * A type without parts.
     *
     * @param text as Iceberg writes it, such as {@code decimal(9, 2)}
     */
    record Primitive(String text) implements IcebergType {}

    /**
     * A decimal.
     *
     * @param precision how many digits, 1 to 38
     * @param scale how many of them stand behind the point
     */
    record DecimalType(int precision, int scale) implements IcebergType {
        @Override
        public String text() {
            return "decimal(" + precision + ", " + scale + ")";
        }
    }

    /** A struct, whose columns have names. */
    record Struct(List<Column> columns) implements IcebergType {
        public Struct {
            columns = List.copyOf(columns);
        }

        @Override
        public String text() {
            return "struct";
        }

        Optional<Column> column(String name) {
            return columns.stream().filter(column -> column.name().equals(name)).findFirst();
        }
    }

    /** A list. */
    record ListOf(IcebergType element, boolean optional) implements IcebergType {
        @Override
        public String text() {
            return "list";
        }
    }

    /** A map. */
    record MapOf(IcebergType key, IcebergType value, boolean optional) implements IcebergType {
        @Override
        public String text() {
            return "map";
        }
    }

    /**
     * A column of a struct.
     *
     * @param optional whether it may be null
     * @param element what the schema file calls the field, such as {@code a.Order.total}
     * @param field the field; null for the columns that stand for the branches of a union
     */
    record Column(String name, IcebergType type, boolean optional, String element, Schema.@Nullable Field field) {}
}
