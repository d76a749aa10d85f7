package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.Phases;
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
import org.springframework.context.SmartLifecycle;

/**
 * Runs the relay on a thread of its own: gets the lease or waits for it, empties the outbox, then sleeps until a commit
 * wakes it. Whatever fails, it begins again; only a stop ends it.
 */
final class RelayLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BACKLOG_INTERVAL = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final Relay relay;
    private final Duration pollInterval;
    private final Clock clock;
    private volatile boolean running;
    private volatile boolean leading;
    private volatile Instant lastProgress = Instant.EPOCH;
    private volatile OutboxTable.@Nullable Backlog backlog;
    private volatile @Nullable String lastFailure;
    private volatile Map<String, String> stalledTopics = Map.of();
    private @Nullable Thread thread;
    private Instant backlogDue = Instant.EPOCH;

    RelayLoop(DataSource dataSource, Relay relay, Duration pollInterval, Clock clock) {
        this.dataSource = dataSource;
        this.relay = relay;
        this.pollInterval = pollInterval;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        lastProgress = clock.instant();
        Thread started = new Thread(this::run, "avenant-relay");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread stopping = thread;
        thread = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.join(STOP_TIMEOUT.toMillis());
            stopping.interrupt();
            stopping.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (running) {
                cycle();
            }
        } finally {
            // stop() has interrupted what it had to; an interrupt that is left over would make the producer's close
            // fail.
            var unused = Thread.interrupted();
            relay.close();
        }
    }

    private void cycle() {
        try {
            Optional<RelayLease> lease = RelayLease.tryAcquire(dataSource);
            if (lease.isPresent()) {
                lead(lease.get());
            } else {
                lastProgress = clock.instant();
                pause();
            }
        } catch (InterruptException | InterruptedException stopped) {
            // a stop: the loop's condition ends it
        } catch (Throwable failed) {
            lastFailure = String.valueOf(failed);
            LOG.atWarn().log("The relay failed and begins again: {}", String.valueOf(failed));
            relay.close();
            pauseQuietly();
        }
    }

    private void lead(RelayLease lease) throws SQLException {
        LOG.info("This process relays the outbox");
        leading = true;
        try (lease) {
            try {
                while (running) {
                    Relay.Batch batch = relay.runOnce(lease);
                    if (!batch.isBlocked()) {
                        lastProgress = clock.instant();
                    }
                    stalledTopics = relay.stalledTopics();
                    lastFailure = null;
                    measure(lease);
                    if (!batch.hasMore()) {
                        lease.awaitCommit(pollInterval);
                    }
                }
            } catch (SQLException failed) {
                lease.markBroken();
                throw failed;
            }
        } finally {
            leading = false;
            stalledTopics = Map.of();
        }
    }

    private void measure(RelayLease lease) throws SQLException {
        if (!clock.instant().isBefore(backlogDue)) {
            backlog = OutboxTable.backlog(lease.connection());
            backlogDue = clock.instant().plus(BACKLOG_INTERVAL);
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(pollInterval.toMillis());
    }

    private void pauseQuietly() {
        try {
            pause();
        } catch (InterruptedException stopped) {
            LOG.debug("Stopped while waiting");
        }
    }

    boolean isLeading() {
        return leading;
    }

    boolean isAlive() {
        Thread current = thread;
        return current != null && current.isAlive();
    }

    /** The topics whose events Kafka does not take, and why. */
    Map<String, String> stalledTopics() {
        return stalledTopics;
    }

    /** When it last got through: Kafka took events, there were none to send, or another process relayed. */
    Instant lastProgress() {
        return lastProgress;
    }

    /** Why it failed last, null since it got through again. */
    @Nullable
    String lastFailure() {
        return lastFailure;
    }

    /** What waited a few seconds ago; null while another process relays. */
    OutboxTable.@Nullable Backlog backlog() {
        return leading ? backlog : null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.RELAY;
    }
}
