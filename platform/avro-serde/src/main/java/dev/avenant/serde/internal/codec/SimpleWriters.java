package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** Writers of everything that holds nothing else. */
final class SimpleWriters {

    static final ValueWriter NULL = new ValueWriter() {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            if (value != null) {
                throw new AvroTypeException(
                        "null expected but found a " + value.getClass().getName());
            }
        }
    };
    static final ValueWriter BOOLEAN = new ValueWriter(ValueKind.BOOLEAN) {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            out.writeBoolean((Boolean) required(value, "boolean"));
        }
    };
    static final ValueWriter INT = new ValueWriter(ValueKind.INT) {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            out.writeInt(((Number) required(value, "int")).intValue());
        }
    };
    static final ValueWriter LONG = new ValueWriter(ValueKind.LONG) {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            out.writeLong(((Number) required(value, "long")).longValue());
        }
    };
    static final ValueWriter FLOAT = new ValueWriter() {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            out.writeFloat(((Number) required(value, "float")).floatValue());
        }
    };
    static final ValueWriter DOUBLE = new ValueWriter(ValueKind.DOUBLE) {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            out.writeDouble(((Number) required(value, "double")).doubleValue());
        }
    };
    static final ValueWriter STRING = new ValueWriter(ValueKind.STRING) {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            out.writeString((CharSequence) required(value, "string"));
        }
    };
    static final ValueWriter BYTES = new ValueWriter() {
        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            out.writeBytes((ByteBuffer) required(value, "bytes"));
        }
    };

    private SimpleWriters() {}

    static Object required(@Nullable Object value, String type) {
        return Objects.requireNonNull(value, () -> "null value for (non-nullable) " + type);
    }

    static final class Fixed extends ValueWriter {
        private final int size;

        Fixed(Schema schema) {
            this.size = schema.getFixedSize();
        }

        @Override
        void writeOther(@Nullable Object value, AvroOutput out) {
            byte[] bytes = ((GenericFixed) required(value, "fixed")).bytes();
            out.writeFixed(bytes, 0, size);
        }
    }

    /** Writes a symbol by its name, whatever order the value's own class gives the symbols. */
    static final class Enumeration extends ValueWriter {
        private final Schema schema;
        /** The last enum class and where its constants stand in the schema; replaced as a whole. */
        private volatile Ordinals last = new Ordinals(Object.class, new int[0]);

        Enumeration(Schema schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("EnumOrdinal") // an index into an array made of the same class's constants
        void writeOther(@Nullable Object value, AvroOutput out) throws IOException {
            if (value instanceof Enum<?> constant) {
                Ordinals known = last;
                if (known.type() != constant.getDeclaringClass()) {
                    known = ordinalsOf(constant.getDeclaringClass());
                    last = known;
                }
                int ordinal = known.inSchema()[constant.ordinal()];
                if (ordinal < 0) {
                    throw new AvroTypeException("value " + constant + " is no symbol of enum " + schema.getFullName());
                }
                out.writeInt(ordinal);
                return;
            }
            if (!(value instanceof GenericEnumSymbol) || !schema.hasEnumSymbol(value.toString())) {
                throw new AvroTypeException("value " + value + " (a "
                        + (value == null ? "null" : value.getClass().getName()) + ") is no symbol of enum "
                        + schema.getFullName());
            }
            out.writeInt(schema.getEnumOrdinal(value.toString()));
        }

        private Ordinals ordinalsOf(Class<?> type) {
            Object[] constants = Objects.requireNonNull(type.getEnumConstants());
            int[] ordinals = new int[constants.length];
            for (int i = 0; i < ordinals.length; i++) {
                String symbol = constants[i].toString();
                ordinals[i] = schema.hasEnumSymbol(symbol) ? schema.getEnumOrdinal(symbol) : -1;
            }
            return new Ordinals(type, ordinals);
        }

        @SuppressWarnings("ArrayRecordComponent") // written once, never handed out
        private record Ordinals(Class<?> type, int[] inSchema) {}
    }
}
