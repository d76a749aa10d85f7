package dev.avenant.messaging.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay from a start to its stop, on a thread of its own: gets the lease or waits for it, empties the outbox, then
 * sleeps until a commit wakes it. Whatever fails, it begins again; only a stop ends it.
 */
final class RelayRun {

    private static final Logger LOG = LoggerFactory.getLogger(RelayRun.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BACKLOG_INTERVAL = Duration.ofSeconds(5);
    /** How soon a stop is seen; waiting for a commit cannot be interrupted. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final Relay relay;
    private final Duration pollInterval;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "avenant-relay");
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable RelayLease session;
    private volatile boolean leading;
    private volatile Instant lastProgress;
    private volatile OutboxTable.@Nullable Backlog backlog;
    private volatile @Nullable String lastFailure;
    private volatile Map<String, String> stalledTopics = Map.of();
    private Instant backlogDue = Instant.EPOCH;

    RelayRun(DataSource dataSource, Relay relay, Duration pollInterval, Clock clock) {
        this.dataSource = dataSource;
        this.relay = relay;
        this.pollInterval = pollInterval;
        this.clock = clock;
        this.lastProgress = clock.instant();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends it: what it does now is waited for, then interrupted where it waits for Kafka and cut where for the database. */
    void stop() {
        requestStop();
        boolean interrupted = Thread.interrupted();
        interrupted |= !(interrupted || awaitEnd());
        thread.interrupt();
        RelayLease session = this.session;
        if (session != null && thread.isAlive()) {
            session.cut();
        }
        interrupted |= !(interrupted || awaitEnd());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it end what it does now. */
    void requestStop() {
        stop.countDown();
    }

    /** Waits for the end, not for ever; false when this thread was interrupted meanwhile. */
    private boolean awaitEnd() {
        try {
            thread.join(STOP_TIMEOUT.toMillis());
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void run() {
        while (!isStopped()) {
            try {
                cycle();
            } catch (Throwable failed) {
                if (!isStopped()) {
                    lastFailure = String.valueOf(failed);
                    LOG.atWarn().log("The relay failed and begins again: {}", String.valueOf(failed));
                    pause();
                }
            }
        }
    }

    private void cycle() throws SQLException {
        try (RelayLease lease = RelayLease.connect(dataSource)) {
            session = lease;
            relayWith(lease);
        } finally {
            session = null;
        }
        pause();
    }

    private void relayWith(RelayLease lease) throws SQLException {
        try {
            if (lease.acquire()) {
                lead(lease);
            } else {
                lastProgress = clock.instant();
            }
        } catch (SQLException failed) {
            lease.markBroken();
            throw failed;
        } finally {
            leading = false;
            stalledTopics = Map.of();
            giveUpWhatIsInFlight();
        }
    }

    private void lead(RelayLease lease) throws SQLException {
        LOG.info("This process relays the outbox");
        leading = true;
        while (!isStopped()) {
            Relay.Batch batch = relay.runOnce(lease);
            if (!batch.isBlocked()) {
                lastProgress = clock.instant();
            }
            stalledTopics = relay.stalledTopics();
            lastFailure = null;
            measure(lease);
            if (!batch.hasMore()) {
                awaitCommit(lease);
            }
        }
    }

    /** A stop may have interrupted this thread, and a producer does not let itself be closed by one that is interrupted. */
    private void giveUpWhatIsInFlight() {
        var unused = Thread.interrupted();
        relay.close();
    }

    private void awaitCommit(RelayLease lease) throws SQLException {
        Duration left = pollInterval;
        while (!isStopped() && left.compareTo(Duration.ZERO) > 0) {
            Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
            if (lease.awaitCommit(wait)) {
                return;
            }
            left = left.minus(wait);
        }
    }

    private void measure(RelayLease lease) throws SQLException {
        if (!clock.instant().isBefore(backlogDue)) {
            backlog = OutboxTable.backlog(lease.connection());
            backlogDue = clock.instant().plus(BACKLOG_INTERVAL);
        }
    }

    private void pause() {
        try {
            var unused = stop.await(pollInterval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            LOG.debug("Stopped while waiting");
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    boolean isLeading() {
        return leading;
    }

    Map<String, String> stalledTopics() {
        return stalledTopics;
    }

    Instant lastProgress() {
        return lastProgress;
    }

    @Nullable
    String lastFailure() {
        return lastFailure;
    }

    OutboxTable.@Nullable Backlog backlog() {
        return isLeading() ? backlog : null;
    }
}
