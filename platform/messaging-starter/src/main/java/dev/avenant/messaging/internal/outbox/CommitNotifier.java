package dev.avenant.messaging.internal.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the relays of all processes that events were committed. A notification within the transaction would make
 * PostgreSQL commit one such transaction after the other; so it is sent afterwards, by a thread of its own, and one
 * stands for all commits since the last: at most one in {@value #SHORTEST_INTERVAL_MILLIS} ms, since each is a transaction of
 * the database too, and no more often than a relay that lingers begins a batch. A notification that is lost costs the relay's
 * poll interval.
 */
final class CommitNotifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitNotifier.class);

    private static final long SHORTEST_INTERVAL_MILLIS = 10;
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(5);

    private final RelaySession session;
    private final long intervalNanos;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "avenant-outbox-notifier");
        thread.setDaemon(true);
        return thread;
    });

    private volatile long notBefore = System.nanoTime();

    /** @param linger how long a relay waits between two small batches */
    CommitNotifier(DataSource dataSource, Duration linger) {
        this.intervalNanos = Math.max(TimeUnit.MILLISECONDS.toNanos(SHORTEST_INTERVAL_MILLIS), linger.toNanos());
        this.session = new RelaySession(dataSource, DATABASE_TIMEOUT);
    }

    void committed() {
        if (due.compareAndSet(false, true)) {
            try {
                var unused = executor.schedule(this::send, notBefore - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closed) {
                LOG.debug("Events were committed while the service stops; the next relay finds them");
            }
        }
    }

    private void send() {
        due.set(false);
        notBefore = System.nanoTime() + intervalNanos;
        try {
            session.call(OutboxTable::notifyRelays);
        } catch (SQLException failed) {
            LOG.atDebug().setCause(failed).log("The relay was not woken and looks by itself");
        }
    }

    /** What is being sent is waited for, not for ever. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            var unused = executor.awaitTermination(DATABASE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
