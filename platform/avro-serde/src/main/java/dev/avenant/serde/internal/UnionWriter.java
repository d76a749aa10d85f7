package dev.avenant.serde.internal;

import java.io.IOException;
import java.util.List;
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
    /** Where values of the class, or records of the schema, that came last belong; replaced as a whole. */
    private volatile Known last = new Known(new Object(), 0);

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

    @Override
    void write(@Nullable Object value, AvroOutput out) throws IOException {
        int branch = value == null && nullBranch >= 0 ? nullBranch : branchOf(value);
        out.writeIndex(branch);
        branches[branch].write(value, out);
    }

    private int branchOf(@Nullable Object value) {
        Object sort = sortOf(value);
        Known known = last;
        if (sort != null && known.sort() == sort) {
            return known.branch();
        }
        int branch = data.resolveUnion(union, value);
        if (sort != null) {
            last = new Known(sort, branch);
        }
        return branch;
    }

    /** What alone decides the branch of a value: a record's schema or a final class; null when more than that does. */
    private static @Nullable Object sortOf(@Nullable Object value) {
        if (value instanceof IndexedRecord generic) {
            return generic.getSchema();
        }
        if (value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum<?>) {
            return value.getClass();
        }
        return value instanceof java.time.Instant || value instanceof java.util.UUID ? value.getClass() : null;
    }

    private record Known(Object sort, int branch) {}
}
