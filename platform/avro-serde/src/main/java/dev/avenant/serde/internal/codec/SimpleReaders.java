package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Readers of everything that holds nothing else. */
final class SimpleReaders {

    private SimpleReaders() {}

    /** Reads a value of a type that is the same on both sides. */
    static ValueReader same(Schema reader, GenericData data) {
        return switch (reader.getType()) {
            case BOOLEAN -> PrimitiveReaders.BOOLEAN;
            case INT -> PrimitiveReaders.INT;
            case LONG -> PrimitiveReaders.LONG;
            case FLOAT -> PrimitiveReaders.FLOAT;
            case DOUBLE -> PrimitiveReaders.DOUBLE;
            case STRING -> isJavaString(reader) ? PrimitiveReaders.JAVA_STRING : PrimitiveReaders.UTF8;
            case BYTES -> PrimitiveReaders.BYTES;
            case NULL -> PrimitiveReaders.NULL;
            case FIXED -> ValueReader.of(in -> data.createFixed(null, in.copy(reader.getFixedSize()), reader));
            case ENUM, ARRAY, MAP, UNION, RECORD ->
                throw new IllegalArgumentException(reader.getType() + " is read by a class of its own");
        };
    }

    static boolean isJavaString(Schema schema) {
        return GenericData.StringType.String.name().equals(schema.getProp(GenericData.STRING_PROP));
    }

    /** Reads a value that was written as a narrower or related type. */
    static ValueReader promoted(Schema writer, Schema reader) {
        ValueReader number = switch (writer.getType()) {
            case INT -> PrimitiveReaders.INT;
            case LONG -> PrimitiveReaders.LONG;
            default -> PrimitiveReaders.FLOAT;
        };
        return switch (reader.getType()) {
            case LONG -> ValueReader.of(in -> numberFrom(number, in).longValue());
            case FLOAT -> ValueReader.of(in -> numberFrom(number, in).floatValue());
            case DOUBLE -> ValueReader.of(in -> numberFrom(number, in).doubleValue());
            case STRING ->
                isJavaString(reader)
                        ? ValueReader.of(in -> new String(in.readByteArray(), StandardCharsets.UTF_8))
                        : ValueReader.of(in -> new Utf8(in.readByteArray()));
            case BYTES -> ValueReader.of(in -> ByteBuffer.wrap(in.readByteArray()));
            default -> throw new IllegalArgumentException(writer.getType() + " is not promoted to " + reader.getType());
        };
    }

    private static Number numberFrom(ValueReader number, AvroInput in) throws IOException {
        return (Number) SimpleWriters.required(number.read(in), "number");
    }

    static ValueReader failing(Resolver.ErrorAction action) {
        return ValueReader.of(in -> {
            throw new AvroTypeException(action.toString());
        });
    }

    /** Turns what was read into the Java type that the data model has for the logical type. */
    static ValueReader converted(ValueReader raw, Schema schema, LogicalType type, Conversion<?> conversion) {
        return ValueReader.of(in -> Conversions.convertToLogicalType(raw.read(in), schema, type, conversion));
    }

    static final class Enumeration extends ValueReader {
        private final Resolver.EnumAdjust action;
        private final Object[] values;

        Enumeration(Resolver.EnumAdjust action) {
            this.action = action;
            this.values = Arrays.copyOf(action.values, action.values.length);
        }

        @Override
        public Object read(AvroInput in) throws IOException {
            int ordinal = in.readEnum();
            if (ordinal < 0 || ordinal >= values.length) {
                throw new AvroTypeException("Enumeration out of range: max is " + values.length + " but received "
                        + ordinal + " for enum " + action.writer.getFullName());
            }
            Object value = values[ordinal];
            if (value == null || action.adjustments[ordinal] < 0) {
                throw new AvroTypeException("No match for "
                        + action.writer.getEnumSymbols().get(ordinal) + " in the symbols of the reader's enum "
                        + action.reader.getFullName());
            }
            return value;
        }
    }

    static final class Union extends ValueReader {
        private final ValueReader[] branches;

        Union(ValueReader[] branches) {
            this.branches = branches;
        }

        @Override
        @Nullable
        public Object read(AvroInput in) throws IOException {
            int branch = in.readIndex();
            if (branch < 0 || branch >= branches.length) {
                throw outOfRange(branch, branches.length);
            }
            return branches[branch].read(in);
        }

        int branches() {
            return branches.length;
        }

        ValueReader branch(int number) {
            return branches[number];
        }

        static AvroTypeException outOfRange(int branch, int branches) {
            return new AvroTypeException(
                    "Union branch out of range: there are " + branches + " but received " + branch);
        }
    }
}
