package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.internal.outbox.HeldKeys.Refused;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.outbox.RelayLease.Standing;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the rows of one topic to Kafka, on a thread of its own, so that no topic waits for another: gets the lease or
 * waits for it, opens the sender, has batch after batch sent by {@link BatchRelay}, then sleeps until a commit wakes it.
 * Whatever fails, it begins again; only a stop ends it. A topic that takes nothing (missing, not authorized, away) is
 * tried again after a growing while.
 */
final class TopicRelay {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRelay.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final String topic;
    private final RelaySession session;
    private final RelaySession sessionOfRows;
    private final OutboxTable table;
    private final RelayLease lease;
    private final Function<UUID, TopicSender> senders;
    private final OutboxSettings settings;
    private final Clock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile State state;
    private Duration wait = Duration.ZERO;
    private @Nullable String lastReason;
    private long renewAt;

    TopicRelay(
            String topic,
            Supplier<RelaySession> sessions,
            OutboxTable table,
            RelayLease lease,
            Function<UUID, TopicSender> senders,
            OutboxSettings settings,
            Clock clock) {
        this.topic = topic;
        this.session = sessions.get();
        this.sessionOfRows = sessions.get();
        this.lease = lease;
        this.senders = senders;
        this.settings = settings;
        this.clock = clock;
        this.table = table;
        this.state = new State(false, clock.instant(), null, Map.of());
        this.thread = new Thread(this::run, "avenant-relay-" + topic);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Looks for rows soon. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** Lets it end what it does now. */
    void requestStop() {
        stop.countDown();
        wake();
    }

    /** Ends it where it waits for Kafka or the database. */
    void cut() {
        thread.interrupt();
        session.cut();
        sessionOfRows.cut();
    }

    /** Waits for its end, not for longer than that. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    State state() {
        return state;
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void run() {
        while (!isStopped()) {
            try {
                runOnce();
            } catch (LeaseLostException lost) {
                LOG.atInfo().addKeyValue("topic", topic).log("Another process relays the outbox of the topic now");
            } catch (TopicRefusedException refused) {
                blocked(String.valueOf(refused.getMessage()));
            } catch (Throwable failed) {
                if (!isStopped()) {
                    blocked(String.valueOf(failed));
                }
            }
            pause(wait.isZero() ? settings.pollInterval() : wait);
        }
    }

    /** Relays for as long as the lease is this process's and the sender is of use. */
    private void runOnce() throws SQLException {
        Standing standing = session.call(lease::acquire);
        state = new State(false, clock.instant().minus(standing.sinceProgress()), state.failure(), Map.of());
        UUID producer = standing.producer();
        if (producer == null) {
            state = state.failed(null);
            return;
        }
        renewed();
        try (TopicRows rows = rows();
                TopicSender sender = senders.apply(producer)) {
            BatchRelay batches = new BatchRelay(topic, rows, sender, clock);
            if (state.failure() == null) {
                LOG.atInfo().addKeyValue("topic", topic).log("This process relays the outbox of the topic");
            }
            state = state.leading(true);
            while (!isStopped()) {
                keepLease();
                relay(batches);
            }
        } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
            requireLease();
            throw fenced;
        } finally {
            state = state.leading(false);
            giveLeaseBack();
        }
    }

    private TopicRows rows() {
        BatchLimits limits = new BatchLimits(settings.batchSize(), settings.batchBytes());
        return new TopicRows(topic, sessionOfRows, table, limits, settings.leaseDuration());
    }

    private void relay(BatchRelay batches) throws SQLException {
        BatchRelay.Step step = batches.relay(this::keepLease);
        if (step.isProgress()) {
            progressed(batches.refused());
        } else {
            state = state.refused(batches.refused());
        }
        if (step.isAtEnd()) {
            awaitCommit();
        }
    }

    private void keepLease() throws SQLException {
        if (System.nanoTime() - renewAt >= 0) {
            requireLease();
        }
    }

    private void requireLease() throws SQLException {
        Duration since = sinceProgress();
        if (!session.call(connection -> lease.renew(connection, since))) {
            throw new LeaseLostException();
        }
        renewed();
    }

    private void renewed() {
        renewAt = System.nanoTime() + settings.leaseDuration().toNanos() / 3;
    }

    private void giveLeaseBack() {
        try {
            Duration since = sinceProgress();
            session.call(connection -> {
                lease.release(connection, since);
                return true;
            });
        } catch (SQLException failed) {
            LOG.atDebug().setCause(failed).log("The lease ends by itself");
        }
    }

    private Duration sinceProgress() {
        Duration since = Duration.between(state.lastProgress(), clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private void progressed(Map<Long, Refused> refused) {
        wait = Duration.ZERO;
        lastReason = null;
        state = new State(true, clock.instant(), null, refused);
    }

    private void blocked(String reason) {
        Duration doubled = wait.multipliedBy(2);
        wait = wait.isZero() ? FIRST_WAIT : doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        if (!reason.equals(lastReason)) {
            LOG.atWarn().addKeyValue("topic", topic).log("Events of the topic wait in the outbox: {}", reason);
        }
        lastReason = reason;
        state = state.failed(reason);
    }

    /** Waits for a commit, not for longer than the lease allows. */
    private void awaitCommit() {
        Duration longest = settings.leaseDuration().dividedBy(3);
        Duration time = settings.pollInterval();
        try {
            var unused =
                    wakeUps.tryAcquire((longest.compareTo(time) < 0 ? longest : time).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            LOG.debug("Stopped while waiting");
        }
    }

    /** Waits for the time to pass, whatever is committed meanwhile. */
    private void pause(Duration time) {
        try {
            var unused = stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            LOG.debug("Stopped while waiting");
        }
    }

    /** Another process holds the lease now. */
    private static final class LeaseLostException extends RuntimeException {}

    /**
     * How it does.
     *
     * @param leading whether this process sends the topic's events
     * @param lastProgress when Kafka took events of it last, or there were none to send, whichever process saw that
     * @param failure why it failed last; null since it got through again
     * @param refused the events that Kafka refuses, by their number, and why
     */
    record State(
            boolean leading, Instant lastProgress, @Nullable String failure, Map<Long, Refused> refused) {

        /** Since when an event has been refused; empty when none is. */
        Optional<Instant> refusedSince() {
            return refused.values().stream().map(Refused::since).min(Comparator.naturalOrder());
        }

        State leading(boolean now) {
            return new State(now, lastProgress, failure, refused);
        }

        State failed(@Nullable String reason) {
            return new State(leading, lastProgress, reason, refused);
        }

        State refused(Map<Long, Refused> now) {
            return new State(leading, lastProgress, failure, now);
        }
    }
}
