package dev.avenant.registry.logical;

import dev.avenant.registry.logical.LogicalSchemaParser.BigintTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.BinaryTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.BooleanTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.CharTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.DateTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.DecimalTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.DoubleTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.FloatTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.InstantTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.IntegerContext;
import dev.avenant.registry.logical.LogicalSchemaParser.LengthContext;
import dev.avenant.registry.logical.LogicalSchemaParser.ScalarContext;
import dev.avenant.registry.logical.LogicalSchemaParser.SmallintTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.StringTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.TimeTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.TimestampTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.TinyintTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.VarbinaryTypeContext;
import dev.avenant.registry.logical.LogicalSchemaParser.VarcharTypeContext;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Avro's types for those of SQL that have no others inside. */
final class Scalars {

    private static final int DEFAULT_LENGTH = 1;
    private static final int DEFAULT_DECIMAL_PRECISION = 10;
    private static final int DEFAULT_TIMESTAMP_PRECISION = 6;
    /** Of a second: nanoseconds. */
    static final int MOST_PRECISION = 9;

    private Scalars() {}

    /** The type; {@code name} is that of a type of fixed size. */
    static Schema schema(ScalarContext type, String name) {
        if (type instanceof BooleanTypeContext) {
            return Schema.create(Schema.Type.BOOLEAN);
        } else if (type instanceof TinyintTypeContext) {
            return small("int8");
        } else if (type instanceof SmallintTypeContext) {
            return small("int16");
        } else if (type instanceof BigintTypeContext) {
            return Schema.create(Schema.Type.LONG);
        } else if (type instanceof FloatTypeContext) {
            return Schema.create(Schema.Type.FLOAT);
        } else if (type instanceof DoubleTypeContext) {
            return Schema.create(Schema.Type.DOUBLE);
        } else if (type instanceof DecimalTypeContext decimal) {
            return decimal(decimal.integer());
        } else if (type instanceof StringTypeContext) {
            return Schema.create(Schema.Type.STRING);
        } else if (type instanceof VarcharTypeContext varchar) {
            return limited(Schema.Type.STRING, length("VARCHAR", varchar.length()));
        } else if (type instanceof CharTypeContext character) {
            return fixedLength(length("CHAR", character.length()));
        } else if (type instanceof VarbinaryTypeContext varbinary) {
            return limited(Schema.Type.BYTES, length("VARBINARY", varbinary.length()));
        } else if (type instanceof BinaryTypeContext binary) {
            return Schema.createFixed(name, null, null, length("BINARY", binary.length()));
        } else if (type instanceof DateTypeContext) {
            return LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        } else if (type instanceof TimeTypeContext time) {
            return time(number(time.length(), 0));
        } else if (type instanceof TimestampTypeContext timestamp) {
            return timestamp("TIMESTAMP", "local-timestamp", number(timestamp.length(), DEFAULT_TIMESTAMP_PRECISION));
        } else if (type instanceof InstantTypeContext instant) {
            return timestamp("TIMESTAMP_LTZ", "timestamp", number(instant.length(), DEFAULT_TIMESTAMP_PRECISION));
        }
        return Schema.create(
                type instanceof LogicalSchemaParser.BytesTypeContext ? Schema.Type.BYTES : Schema.Type.INT);
    }

    private static Schema small(String connectType) {
        Schema schema = Schema.create(Schema.Type.INT);
        schema.addProp(Property.CONNECT_TYPE, connectType);
        return schema;
    }

    private static Schema decimal(List<IntegerContext> said) {
        int precision = said.isEmpty() ? DEFAULT_DECIMAL_PRECISION : number(said.get(0));
        int scale = said.size() < 2 ? 0 : number(said.get(1));
        return LogicalTypes.decimal(precision, scale).addToSchema(Schema.create(Schema.Type.BYTES));
    }

    private static Schema limited(Schema.Type type, int length) {
        Schema schema = Schema.create(type);
        if (length < Integer.MAX_VALUE) {
            schema.addProp(Property.FLINK_VERSION, "1");
            schema.addProp(Property.LONGEST, length);
        }
        return schema;
    }

    private static Schema fixedLength(int length) {
        Schema schema = Schema.create(Schema.Type.STRING);
        schema.addProp(Property.FLINK_VERSION, "1");
        schema.addProp(Property.SHORTEST, length);
        schema.addProp(Property.LONGEST, length);
        return schema;
    }

    private static Schema time(int precision) {
        requirePrecision("TIME", precision);
        // Avro has no time in nanoseconds.
        return precision <= 3
                ? LogicalTypes.timeMillis().addToSchema(withPrecision(Schema.Type.INT, precision, 3))
                : LogicalTypes.timeMicros().addToSchema(withPrecision(Schema.Type.LONG, precision, 6));
    }

    private static Schema timestamp(String sqlType, String logicalType, int precision) {
        requirePrecision(sqlType, precision);
        int natural = precision <= 3 ? 3 : precision <= 6 ? 6 : MOST_PRECISION;
        Schema schema = withPrecision(Schema.Type.LONG, precision, natural);
        schema.addProp(
                Property.LOGICAL_TYPE, logicalType + (natural == 3 ? "-millis" : natural == 6 ? "-micros" : "-nanos"));
        return schema;
    }

    private static Schema withPrecision(Schema.Type type, int precision, int natural) {
        Schema schema = Schema.create(type);
        if (precision != natural) {
            schema.addProp(Property.FLINK_VERSION, "1");
            schema.addProp(Property.PRECISION, precision);
        }
        return schema;
    }

    private static void requirePrecision(String sqlType, int precision) {
        if (precision < 0 || precision > MOST_PRECISION) {
            throw new LogicalSchemaException(
                    sqlType + " precision must be in [0, " + MOST_PRECISION + "], got " + precision);
        }
    }

    private static int length(String sqlType, @Nullable LengthContext said) {
        int length = number(said, DEFAULT_LENGTH);
        if (length < 0) {
            throw new LogicalSchemaException(
                    sqlType + " length must be in [0, " + Integer.MAX_VALUE + "], got " + length);
        }
        return length;
    }

    private static int number(@Nullable LengthContext said, int otherwise) {
        return said == null ? otherwise : number(said.integer());
    }

    private static int number(IntegerContext said) {
        try {
            return Integer.parseInt(said.getText());
        } catch (NumberFormatException tooLarge) {
            throw new LogicalSchemaException(said.getText() + " is larger than " + Integer.MAX_VALUE);
        }
    }
}
