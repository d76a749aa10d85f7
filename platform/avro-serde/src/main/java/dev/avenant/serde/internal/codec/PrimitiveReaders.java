package dev.avenant.serde.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Readers of primitive values; a class for each, since most fields are read by one of them. */
final class PrimitiveReaders {

    static final ValueReader NULL = new ValueReader() {
        @Override
        @Nullable
        public Object read(AvroInput in) {
            return null;
        }
    };
    static final ValueReader BOOLEAN = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readBoolean();
        }
    };
    static final ValueReader INT = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readInt();
        }
    };
    static final ValueReader LONG = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readLong();
        }
    };
    static final ValueReader FLOAT = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readFloat();
        }
    };
    static final ValueReader DOUBLE = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readDouble();
        }
    };
    static final ValueReader JAVA_STRING = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readString();
        }
    };
    static final ValueReader UTF8 = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readString(null);
        }
    };
    static final ValueReader BYTES = new ValueReader() {
        @Override
        public Object read(AvroInput in) throws IOException {
            return in.readBytes(null);
        }
    };

    private PrimitiveReaders() {}
}
