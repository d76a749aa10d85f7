package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Writes the branch that a value belongs to. The data model decides which that is, and its word is kept per class. */
final class UnionWriter extends ValueWriter {

    private final Schema union;
    private final GenericData data;
    private final ValueWriter[] branches;
    private final int nullBranch;
    /** Where values of the sort that came last belong; replaced as a whole. */
    private volatile Known last = new Known(Void.class, null, 0);

    UnionWriter(Schema union, GenericData data, ValueWriter[] branches) {
        this.union = union;
        this.data = data;
        this.branches = branches;
        List<Schema> types = union.getTypes();
        int found = -1;
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).getType() == Schema.Type.NULL) {
                found = i;
            }
        }
        this.nullBranch = found;
    }

    ValueWriter branch(int number) {
        return branches[number];
    }

    @Override
    void writeOther(@Nullable Object value, AvroOutput out) throws IOException {
        int branch = value == null && nullBranch >= 0 ? nullBranch : branchOf(value);
        out.writeIndex(branch);
        branches[branch].write(value, out);
    }

    private int branchOf(@Nullable Object value) {
        Known known = last;
        if (value != null && known.includes(value)) {
            return known.branch();
        }
        int branch = data.resolveUnion(union, value);
        if (value instanceof IndexedRecord record) {
            last = new Known(record.getClass(), record.getSchema(), branch);
        } else if (value != null && isDecidedByClass(value)) {
            last = new Known(value.getClass(), null, branch);
        }
        return branch;
    }

    /** Whether all objects of the value's class belong to the same branch. */
    private static boolean isDecidedByClass(Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>
                || value instanceof Instant
                || value instanceof UUID;
    }

    /** A sort of values, all of which belong to one branch: those of a class, or the records of a class and a schema. */
    private record Known(Class<?> type, @Nullable Schema schema, int branch) {
        @SuppressWarnings("ReferenceEquality") // the same object is the common case; comparing schemas would cost more
        boolean includes(Object value) {
            return value.getClass() == type && (schema == null || ((IndexedRecord) value).getSchema() == schema);
        }
    }
}
