package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.OutboxFullException;
import dev.avenant.messaging.internal.outbox.OutboxTable.Size;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses events while the outbox holds more than it may, so that the database does not end with a full disk when Kafka is
 * away for long. It is measured beside the appends and only while there are any, once a second or, when that takes long,
 * more seldom; so what is appended meanwhile goes beyond the limit. Once it was full, a tenth must be free again.
 */
final class OutboxCapacity implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxCapacity.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** How much longer than a measurement takes is the time until the next. */
    private static final int REST_AFTER_MEASUREMENT = 20;

    private static final Duration DATABASE_TIMEOUT = Duration.ofMinutes(1);

    private final RelaySession session;
    private final OutboxTable table;
    private final Limits limits;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "avenant-outbox-capacity");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long measureAt = System.nanoTime();
    private volatile @Nullable String full;

    OutboxCapacity(DataSource dataSource, OutboxTable table, Limits limits) {
        this.table = table;
        this.session = new RelaySession(dataSource, DATABASE_TIMEOUT);
        this.limits = limits;
    }

    /** @throws OutboxFullException if the outbox was full when it was measured last */
    void requireRoom() {
        if (System.nanoTime() - measureAt >= 0 && measuring.compareAndSet(false, true)) {
            measureSoon();
        }
        String reason = full;
        if (reason != null) {
            throw new OutboxFullException(reason);
        }
    }

    private void measureSoon() {
        try {
            executor.execute(this::measure);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Events are appended while the service stops");
        }
    }

    private void measure() {
        long begin = System.nanoTime();
        try {
            String before = full;
            String now = limits.exceededBy(session.call(table::size), before != null);
            full = now;
            if ((before == null) != (now == null)) {
                LOG.warn(now == null ? "The outbox takes events again" : now);
            }
        } catch (SQLException failed) {
            LOG.atDebug().setCause(failed).log("The outbox was not measured");
        } finally {
            long took = System.nanoTime() - begin;
            measureAt = begin + Math.max(INTERVAL.toNanos(), took * REST_AFTER_MEASUREMENT);
            measuring.set(false);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        session.cut();
    }

    /**
     * How much the outbox may hold.
     *
     * @param events how many events
     * @param bytes how many bytes of keys and payloads
     */
    record Limits(int events, long bytes) {

        /**
         * What is exceeded, in a sentence; null when there is room.
         *
         * @param wasFull whether it was exceeded before, so that a tenth of the limit must be free
         */
        @Nullable
        String exceededBy(Size size, boolean wasFull) {
            double share = wasFull ? 0.9 : 1;
            if (size.rows() > events * share) {
                return sentence(size.rows() + " events", "max-size", events);
            }
            return size.bytes() > bytes * share ? sentence(size.bytes() + " bytes", "max-bytes", bytes) : null;
        }

        private static String sentence(String found, String setting, long limit) {
            return "The outbox is full: it holds " + found + ", and may hold " + limit + " (avenant.messaging.outbox."
                    + setting + "). No more is taken until a tenth of that is free; see why events are not sent in the"
                    + " health outboxRelay";
        }
    }
}
