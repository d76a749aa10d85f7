package dev.avenant.messaging.internal.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.common.errors.InterruptException;
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
    private volatile boolean stopped;
    private volatile @Nullable RelayLease held;
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
        stopped = true;
        try {
            thread.join(STOP_TIMEOUT.toMillis());
            thread.interrupt();
            RelayLease lease = held;
            if (lease != null && thread.isAlive()) {
                lease.cut();
            }
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                cycle();
            }
        } finally {
            giveUpWhatIsInFlight();
        }
    }

    private void cycle() {
        try {
            Optional<RelayLease> lease = RelayLease.tryAcquire(dataSource);
            if (lease.isPresent()) {
                lead(lease.get());
            } else {
                lastProgress = clock.instant();
                Thread.sleep(pollInterval.toMillis());
            }
        } catch (InterruptException | InterruptedException interrupted) {
            giveUpWhatIsInFlight();
        } catch (Throwable failed) {
            giveUpWhatIsInFlight();
            if (!stopped) {
                lastFailure = String.valueOf(failed);
                LOG.atWarn().log("The relay failed and begins again: {}", String.valueOf(failed));
                pauseQuietly();
            }
        }
    }

    /** A stop may have interrupted this thread, and a producer does not let itself be closed by one that is interrupted. */
    private void giveUpWhatIsInFlight() {
        var unused = Thread.interrupted();
        relay.close();
    }

    private void lead(RelayLease lease) throws SQLException {
        LOG.info("This process relays the outbox");
        held = lease;
        try (lease) {
            try {
                while (!stopped) {
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
            } catch (SQLException failed) {
                lease.markBroken();
                throw failed;
            }
        } finally {
            held = null;
            stalledTopics = Map.of();
        }
    }

    private void awaitCommit(RelayLease lease) throws SQLException {
        Duration left = pollInterval;
        while (!stopped && left.compareTo(Duration.ZERO) > 0) {
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

    private void pauseQuietly() {
        try {
            Thread.sleep(pollInterval.toMillis());
        } catch (InterruptedException interrupted) {
            LOG.debug("Stopped while waiting");
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    boolean isLeading() {
        return held != null;
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
