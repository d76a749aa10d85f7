package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.OutboxTable.TransactionSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Behind which id of a topic to read: the highest below which nothing can appear any more. Without it each read would step
 * over all rows that were deleted since the oldest snapshot which somebody holds in the database. It must not be the last
 * id that was read: a transaction may commit a smaller one later, and then a larger one of the same key would be sent
 * first.
 *
 * <p>A transaction gets its number before its ids. So once all transactions have ended that had a number when an id was
 * read, nobody can commit a smaller id; what they have committed is in the read whose snapshot shows that they ended.
 *
 * <p>A transaction that runs for long and appends nothing, or has not yet, need not be waited for: it has no ids, and those
 * that it takes later are larger. Which ones have begun to append is only seen behind the snapshot of a read; so it is the
 * read after that one which has what all others committed.
 */
final class ScanPosition {

    private long start;
    private @Nullable Mark mark;
    private long oldestWriter;

    /** The number of the transaction before which all have to end, as far as they append, until a read begins further on. */
    long awaited() {
        Mark current = mark;
        return current == null ? 0 : current.next();
    }

    /** The id behind which to read. */
    long start() {
        return start;
    }

    /**
     * All rows of a read were sent and deleted.
     *
     * @param lastId the highest id of the read; null when it had no rows
     * @param snapshot that of the read
     */
    void passed(@Nullable Long lastId, TransactionSnapshot snapshot) {
        Mark current = mark;
        if (current != null
                && Math.max(snapshot.oldestRunning(), oldestWriter) >= current.next()
                && (lastId == null || lastId >= current.id())) {
            start = current.id();
            mark = null;
        }
        if (mark == null && lastId != null && lastId > start) {
            mark = new Mark(lastId, snapshot.next());
        }
        oldestWriter = snapshot.oldestWriter() == null ? 0 : snapshot.oldestWriter();
    }

    /** Begins with the first row, because rows were left behind. */
    void restart() {
        start = 0;
        mark = null;
        oldestWriter = 0;
    }

    /**
     * An id that was read.
     *
     * @param next the first number that no transaction had then
     */
    private record Mark(long id, long next) {}
}
