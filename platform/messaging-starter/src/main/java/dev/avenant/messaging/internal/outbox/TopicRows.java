package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.OutboxTable.Batch;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.outbox.OutboxTable.Selection;
import dev.avenant.messaging.internal.outbox.OutboxTable.Source;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a topic, or of some of its shards, for the one that sends them: batches in the order of the ids. One thread
 * reads and another one deletes, each in the order in which it is asked, so that the next batch is read and the former one
 * deleted while Kafka is busy with the one between.
 *
 * <p>What was read and not deleted yet is left out of the next read, as if it were deleted already; so a read that is
 * ahead finds the rows that a read behind the deletion would, and {@link ScanPosition} holds for both. Whoever does not
 * send what was read begins again, with {@link #restart}.
 *
 * <p>They are rows of one table: when another one is in its place, as when a replica takes over that lacks the last
 * transactions, its ids say nothing, and all that is asked for fails.
 */
final class TopicRows implements AutoCloseable {

    /** What is read first; a batch that takes longer to read than to send would keep Kafka waiting. */
    private static final int FIRST_ROWS = 1_000;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Source source;
    private final Sessions sessions;
    private final OutboxTable table;
    private final BatchLimits limits;
    private final Duration timeout;
    private final ExecutorService reader;
    private final ExecutorService deleter;
    private @Nullable Future<Batch> next;
    private @Nullable Future<Boolean> deletion;
    private final Deque<List<OutboxRow>> inFlight = new ConcurrentLinkedDeque<>();
    private volatile @Nullable String incarnation;
    /** The rest is the reader's. */
    private final ScanPosition position = new ScanPosition();

    private int rowsAtATime = FIRST_ROWS;

    /** @param timeout how long the end waits for a database that does not answer */
    TopicRows(Source source, Sessions sessions, OutboxTable table, BatchLimits limits, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
        this.sessions = sessions;
        this.table = table;
        this.limits = limits;
        this.reader = thread("avenant-relay-reads-" + source.topic());
        this.deleter = thread("avenant-relay-deletes-" + source.topic());
    }

    /** It ends when it has had nothing to do for a while. */
    private static ExecutorService thread(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** The next batch, of no rows when there are none; it may have been read a while ago. */
    List<OutboxRow> next() throws SQLException {
        Future<Batch> ahead = next == null ? submitRead() : next;
        next = null;
        List<OutboxRow> rows = get(ahead).rows();
        if (isLarge(rows)) {
            readAhead();
        }
        return rows;
    }

    /** So that there are probably more. */
    boolean isLarge(List<OutboxRow> rows) {
        return rows.size() >= Math.min(FIRST_ROWS, limits.events())
                || rows.stream().mapToLong(OutboxRow::bytes).sum() > limits.bytes() / 2;
    }

    /** Begins to read the next batch. */
    void readAhead() {
        if (next == null) {
            next = submitRead();
        }
    }

    private Future<Batch> submitRead() {
        return reader.submit(() -> read(List.of()));
    }

    /** The first rows of all but some keys; only after a {@link #restart}. */
    List<OutboxRow> firstWithout(List<byte[]> keys) throws SQLException {
        return get(reader.submit(() -> read(keys))).rows();
    }

    private Batch read(List<byte[]> withoutKeys) throws SQLException {
        BatchLimits now = new BatchLimits(Math.min(rowsAtATime, limits.events()), limits.bytes());
        Selection selection = selection(withoutKeys);
        Batch batch = sessions.ofReads().call(connection -> table.next(connection, selection, now));
        if (incarnation != null && !incarnation.equals(batch.incarnation())) {
            throw anotherTable();
        }
        incarnation = batch.incarnation();
        List<OutboxRow> rows = batch.rows();
        if (withoutKeys.isEmpty()) {
            position.passed(batch.lastId(), batch.snapshot());
        }
        if (!rows.isEmpty()) {
            inFlight.add(rows);
        }
        rowsAtATime = Math.max(FIRST_ROWS, Math.min(2 * rows.size(), rowsThatFit(rows)));
        return batch;
    }

    /** How many such rows are a little less than the bytes that may be read, so that they need not be counted one by one. */
    private int rowsThatFit(List<OutboxRow> rows) {
        long bytes = rows.stream().mapToLong(OutboxRow::bytes).sum();
        return bytes == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, limits.bytes() * 7 / 8 * rows.size() / bytes);
    }

    /** What is in flight without a gap behind the start is left out by beginning behind it. */
    private Selection selection(List<byte[]> withoutKeys) {
        long[] inFlight = idsInFlight();
        int passed = 0;
        while (passed < inFlight.length && inFlight[passed] == position.start() + passed + 1) {
            passed++;
        }
        return new Selection(
                source,
                position.start() + passed,
                position.awaited(),
                Arrays.stream(inFlight, passed, inFlight.length).boxed().toList(),
                withoutKeys);
    }

    private long[] idsInFlight() {
        return inFlight.stream()
                .flatMap(List::stream)
                .mapToLong(OutboxRow::id)
                .filter(id -> id > position.start())
                .sorted()
                .toArray();
    }

    /** Deletes rows that Kafka has committed, beside whatever the caller does. */
    void delete(List<OutboxRow> rows) {
        deletion = deleter.submit(() -> {
            String readFrom = Objects.requireNonNull(incarnation, "the rows were read");
            long[] ids = rows.stream().mapToLong(OutboxRow::id).toArray();
            if (!sessions.ofDeletions().call(connection -> table.delete(connection, source.topic(), ids, readFrom))) {
                throw anotherTable();
            }
            return inFlight.removeIf(batch -> batch == rows);
        });
    }

    private static SQLException anotherTable() {
        return new SQLException(
                "The outbox is not the one that was read before: another server or another database took"
                        + " its place, or the table was emptied or written anew. It is read from its first row");
    }

    /** Waits until what {@link #delete} was told is done. */
    void awaitDeletion() throws SQLException {
        if (deletion != null) {
            get(deletion);
            deletion = null;
        }
    }

    /** Knows nothing more of what was read, and begins with the first row again. */
    void restart() throws SQLException {
        next = null;
        awaitDeletion();
        get(reader.submit(() -> {
            position.restart();
            inFlight.clear();
            return true;
        }));
    }

    private static <T> T get(Future<T> work) throws SQLException {
        try {
            return work.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while the database was waited for", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException reason) {
                throw reason;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** What was to be deleted is deleted, unless the caller is interrupted. */
    @Override
    public void close() {
        if (next != null) {
            next.cancel(false);
        }
        reader.shutdown();
        deleter.shutdown();
        try {
            var unused = deleter.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    && reader.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            reader.shutdownNow();
            deleter.shutdownNow();
            sessions.cut();
            Thread.currentThread().interrupt();
        }
    }

    /** The ways to the database of the thread that reads and the one that deletes. */
    record Sessions(RelaySession ofReads, RelaySession ofDeletions) {

        /** Ends what they wait for the database with. */
        void cut() {
            ofReads.cut();
            ofDeletions.cut();
        }
    }
}
