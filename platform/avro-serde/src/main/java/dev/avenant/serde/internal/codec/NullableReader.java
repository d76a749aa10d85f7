package dev.avenant.serde.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value that may be null. A record, whose fields the virtual machine takes for constants where the record is one.
 *
 * @param nullBranch the branch of null, 0 or 1
 * @param value reads what is in the other branch
 */
record NullableReader(int nullBranch, RecordCodec.Reader value) implements RecordCodec.Reader {

    /** What reads the same as this reader and is the quickest for code that holds it as a constant. */
    static RecordCodec.Reader orItself(ValueReader reader) {
        if (reader instanceof RecordReader record) {
            return record.compiledOrItself();
        }
        if (reader instanceof SimpleReaders.Union union && union.branches() == 2) {
            if (union.branch(0) == PrimitiveReaders.NULL) {
                return new NullableReader(0, orItself(union.branch(1)));
            }
            if (union.branch(1) == PrimitiveReaders.NULL) {
                return new NullableReader(1, orItself(union.branch(0)));
            }
        }
        return reader;
    }

    @Override
    public @Nullable Object read(AvroInput in) throws IOException {
        int branch = in.readIndex();
        if (branch == nullBranch) {
            return null;
        }
        if (branch != 1 - nullBranch) {
            throw SimpleReaders.Union.outOfRange(branch, 2);
        }
        return value.read(in);
    }
}
