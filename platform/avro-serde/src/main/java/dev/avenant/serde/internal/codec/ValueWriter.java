package dev.avenant.serde.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes values of one schema. */
abstract class ValueWriter implements RecordCodec.Writer {

    private final int kind;

    ValueWriter() {
        this(ValueKind.OTHER);
    }

    /** A writer of values of this {@link ValueKind}. */
    ValueWriter(int kind) {
        this.kind = kind;
    }

    /** Which of {@link ValueKind} the values are. */
    final int kind() {
        return kind;
    }

    /** Writes a value; throws what Avro's own writer would for a value that does not fit. */
    @Override
    public final void write(@Nullable Object value, AvroOutput out) throws IOException {
        if (!isWrittenHere(value, out)) {
            writeOther(value, out);
        }
    }

    private boolean isWrittenHere(@Nullable Object value, AvroOutput out) {
        switch (kind) {
            case ValueKind.BOOLEAN -> {
                if (value instanceof Boolean known) {
                    out.writeBoolean(known);
                    return true;
                }
            }
            case ValueKind.INT -> {
                if (value instanceof Integer known) {
                    out.writeInt(known);
                    return true;
                }
            }
            case ValueKind.LONG -> {
                if (value instanceof Long known) {
                    out.writeLong(known);
                    return true;
                }
            }
            case ValueKind.DOUBLE -> {
                if (value instanceof Double known) {
                    out.writeDouble(known);
                    return true;
                }
            }
            case ValueKind.STRING -> {
                if (value instanceof String known) {
                    out.writeString(known);
                    return true;
                }
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    /** Writes a value that is of none of the kinds, or is not in the Java type that is usual for its kind. */
    abstract void writeOther(@Nullable Object value, AvroOutput out) throws IOException;
}
