package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.OutboxTable.Batch;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.outbox.OutboxTable.Selection;
import dev.avenant.messaging.internal.outbox.OutboxTable.Source;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a topic, or of some of its shards, for the one that sends them: batches in the order of the ids. All work with the database is done
 * by one thread, in the order in which it is asked for, so that the next batch is read and the former one deleted while
 * Kafka is busy with the one between.
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
    private final RelaySession session;
    private final OutboxTable table;
    private final BatchLimits limits;
    private final Duration timeout;
    private final ExecutorService database;
    private @Nullable Future<Batch> next;
    private @Nullable Future<Boolean> deletion;
    /** The rest is the database thread's. */
    private final ScanPosition position = new ScanPosition();

    private @Nullable String incarnation;

    private final Deque<List<OutboxRow>> inFlight = new ArrayDeque<>();
    private int rowsAtATime = FIRST_ROWS;

    /** @param timeout how long the end waits for a database that does not answer */
    TopicRows(Source source, RelaySession session, OutboxTable table, BatchLimits limits, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
        this.session = session;
        this.table = table;
        this.limits = limits;
        this.database = databaseThread(source.topic());
    }

    /** It ends when it has had nothing to do for a while. */
    private static ExecutorService databaseThread(String topic) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "avenant-relay-rows-" + topic);
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
        return database.submit(() -> read(List.of()));
    }

    /** The first rows of all but some keys; only after a {@link #restart}. */
    List<OutboxRow> firstWithout(List<byte[]> keys) throws SQLException {
        return get(database.submit(() -> read(keys))).rows();
    }

    private Batch read(List<byte[]> withoutKeys) throws SQLException {
        BatchLimits now = new BatchLimits(Math.min(rowsAtATime, limits.events()), limits.bytes());
        Selection selection = new Selection(source, position.start(), position.awaited(), idsInFlight(), withoutKeys);
        Batch batch = session.call(connection -> table.next(connection, selection, now));
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
        rowsAtATime = Math.max(FIRST_ROWS, 2 * rows.size());
        return batch;
    }

    private List<Long> idsInFlight() {
        return inFlight.stream()
                .flatMap(List::stream)
                .map(OutboxRow::id)
                .filter(id -> id > position.start())
                .toList();
    }

    /** Deletes rows that Kafka has committed, beside whatever the caller does. */
    void delete(List<OutboxRow> rows) {
        deletion = database.submit(() -> {
            String readFrom = Objects.requireNonNull(incarnation, "the rows were read");
            if (!session.call(connection -> table.delete(connection, source.topic(), rows, readFrom))) {
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
        get(database.submit(() -> {
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
        database.shutdown();
        try {
            var unused = database.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            database.shutdownNow();
            session.cut();
            Thread.currentThread().interrupt();
        }
    }
}
