package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value that may be null and otherwise is of one branch, as a field of a generic record, which may hold anything: what
 * is not of the usual Java type is left to the union. A record, whose fields the virtual machine takes for constants where
 * the record is one.
 *
 * @param nullBranch the branch of null, 0 or 1
 * @param usual the Java type of the values of the other branch
 * @param value writes them
 * @param union writes any other
 */
record GenericNullableWriter(int nullBranch, Class<?> usual, ValueWriter value, UnionWriter union)
        implements RecordCodec.Writer {

    /** What writes the same and is the quickest for code that holds it as a constant. */
    static RecordCodec.Writer orItself(Schema schema, ValueWriter writer) {
        if (!(writer instanceof UnionWriter union) || schema.getTypes().size() != 2 || !schema.isNullable()) {
            return writer;
        }
        List<Schema> branches = schema.getTypes();
        int nullBranch = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        ValueWriter value = union.branch(1 - nullBranch);
        Class<?> usual = usualTypeOf(value.kind());
        return usual == null ? writer : new GenericNullableWriter(nullBranch, usual, value, union);
    }

    private static @Nullable Class<?> usualTypeOf(int kind) {
        return switch (kind) {
            case ValueKind.BOOLEAN -> Boolean.class;
            case ValueKind.INT -> Integer.class;
            case ValueKind.LONG -> Long.class;
            case ValueKind.DOUBLE -> Double.class;
            case ValueKind.STRING -> CharSequence.class;
            default -> null;
        };
    }

    @Override
    public void write(@Nullable Object held, AvroOutput out) throws IOException {
        if (held == null) {
            out.writeIndex(nullBranch);
        } else if (usual.isInstance(held)) {
            out.writeIndex(1 - nullBranch);
            value.write(held, out);
        } else {
            union.write(held, out);
        }
    }
}
