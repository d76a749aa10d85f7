package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.OutboxTable.TransactionSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Behind which id of a topic to read on. A scan goes upwards, so that it does not meet again what it sent; each begins
 * behind the ids below which nothing can appear any more. Without that a scan would step over all rows that were deleted
 * since the oldest snapshot which somebody holds in the database.
 *
 * <p>A transaction gets its number before its ids. So once all transactions have ended that had a number when an id was
 * read, nobody can commit a smaller id; whatever they committed is found by the scan that begins after that.
 */
final class ScanPosition {

    private long start;
    private long position;
    private @Nullable Mark mark;

    long position() {
        return position;
    }

    void movedTo(long id) {
        position = id;
    }

    /**
     * Begins the next scan, after one that left no row behind.
     *
     * @param now a snapshot taken since that one ended
     */
    void restart(TransactionSnapshot now) {
        if (mark != null && mark.isPassed()) {
            start = mark.id();
            mark = null;
        }
        if (mark == null && position > start) {
            mark = new Mark(position, now.next(), false);
        }
        if (mark != null && now.oldestRunning() >= mark.next()) {
            mark = new Mark(mark.id(), mark.next(), true);
        }
        position = start;
    }

    /** Begins with the first row, because rows were left behind. */
    void restartAtFirst() {
        start = 0;
        position = 0;
        mark = null;
    }

    /**
     * An id that was read.
     *
     * @param next the first number that no transaction had then
     * @param isPassed whether all transactions before that had ended when the present scan began
     */
    private record Mark(long id, long next, boolean isPassed) {}
}
