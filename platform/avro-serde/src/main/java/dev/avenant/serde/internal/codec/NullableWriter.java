package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value that may be null and otherwise can only be of one branch, as a field of a generated class. A record, whose
 * fields the virtual machine takes for constants where the record is one.
 *
 * @param nullBranch the branch of null, 0 or 1
 * @param value writes what is in the other branch
 */
record NullableWriter(int nullBranch, RecordCodec.Writer value) implements RecordCodec.Writer {

    /** What writes the same as this step and is the quickest for code that holds it as a constant. */
    static RecordCodec.Writer orItself(CompiledWriter.Step step) {
        if (step.writer() instanceof UnionWriter union
                && isNullable(step.target().schema())
                && isNullable(step.source().schema())) {
            int nullBranch = nullBranch(step.target().schema());
            Schema value = step.target().schema().getTypes().get(1 - nullBranch);
            Schema own = step.source()
                    .schema()
                    .getTypes()
                    .get(1 - nullBranch(step.source().schema()));
            if (isOfOneClass(value, own)) {
                return new NullableWriter(nullBranch, union.branch(1 - nullBranch));
            }
        }
        return step.writer();
    }

    private static boolean isNullable(Schema schema) {
        return schema.isUnion() && schema.getTypes().size() == 2 && schema.isNullable();
    }

    private static int nullBranch(Schema nullable) {
        List<Schema> branches = nullable.getTypes();
        return branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
    }

    /** Whether the class that holds values of one schema is that of the other. */
    private static boolean isOfOneClass(Schema one, Schema other) {
        return one.getType() == other.getType()
                && Objects.equals(one.getFullName(), other.getFullName())
                && Objects.equals(one.getLogicalType(), other.getLogicalType());
    }

    @Override
    public void write(@Nullable Object held, AvroOutput out) throws IOException {
        if (held == null) {
            out.writeIndex(nullBranch);
        } else {
            out.writeIndex(1 - nullBranch);
            value.write(held, out);
        }
    }
}
