package dev.avenant.serde.internal;

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
            case NULL -> in -> null;
            case BOOLEAN -> AvroInput::readBoolean;
            case INT -> AvroInput::readInt;
            case LONG -> AvroInput::readLong;
            case FLOAT -> AvroInput::readFloat;
            case DOUBLE -> AvroInput::readDouble;
            case STRING -> isJavaString(reader) ? AvroInput::readString : in -> in.readString(null);
            case BYTES -> in -> in.readBytes(null);
            case FIXED -> in -> data.createFixed(null, in.copy(reader.getFixedSize()), reader);
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
            case INT -> AvroInput::readInt;
            case LONG -> AvroInput::readLong;
            case FLOAT -> AvroInput::readFloat;
            default -> in -> null;
        };
        return switch (reader.getType()) {
            case LONG -> in -> numberOf(number, in).longValue();
            case FLOAT -> in -> numberOf(number, in).floatValue();
            case DOUBLE -> in -> numberOf(number, in).doubleValue();
            case STRING ->
                isJavaString(reader)
                        ? in -> new String(in.readByteArray(), StandardCharsets.UTF_8)
                        : in -> new Utf8(in.readByteArray());
            case BYTES -> in -> ByteBuffer.wrap(in.readByteArray());
            default -> throw new IllegalArgumentException(writer.getType() + " is not promoted to " + reader.getType());
        };
    }

    private static Number numberOf(ValueReader step, AvroInput in) throws IOException {
        Object number = step.read(in);
        return number == null ? 0 : (Number) number;
    }

    static ValueReader failing(Resolver.ErrorAction action) {
        return in -> {
            throw new AvroTypeException(action.toString());
        };
    }

    /** Turns what was read into the Java type that the data model has for the logical type. */
    static ValueReader converted(ValueReader raw, Schema schema, LogicalType type, Conversion<?> conversion) {
        return in -> Conversions.convertToLogicalType(raw.read(in), schema, type, conversion);
    }

    static final class Enumeration implements ValueReader {
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

    static final class Union implements ValueReader {
        private final ValueReader[] branches;

        Union(ValueReader[] branches) {
            this.branches = branches;
        }

        @Override
        public @Nullable Object read(AvroInput in) throws IOException {
            int branch = in.readIndex();
            if (branch < 0 || branch >= branches.length) {
                throw new AvroTypeException(
                        "Union branch out of range: there are " + branches.length + " but received " + branch);
            }
            return branches[branch].read(in);
        }
    }
}
