package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.MessagingProperties.OutboxSettings;
import dev.avenant.messaging.internal.outbox.HeldKeys.Refused;
import dev.avenant.messaging.internal.outbox.OutboxTable.BatchLimits;
import dev.avenant.messaging.internal.outbox.RelayLease.Holding;
import dev.avenant.messaging.internal.outbox.RelayShare.Renewal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * Moves the rows of one topic to Kafka, as far as their keys are this process's, on a thread of its own, so that no topic
 * waits for another: opens the sender, takes its share of the topic or waits for it, has batch after batch sent by {@link
 * BatchRelay}, then sleeps until a commit wakes it. When its share changes it finishes what it does, and begins with the new
 * one. Whatever fails, it begins again; only a stop ends it. A topic that takes nothing (missing, not authorized, away) is
 * tried again after a growing while, in which the others have its share.
 *
 * <p>The order of a key rests on this: what a former holder of its shard still sends is refused by Kafka from before this
 * one reads the first row, and this one's name is in the lease from before it sends the first.
 */
final class TopicRelay {

    private static final Logger LOG = LoggerFactory.getLogger(TopicRelay.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final String topic;
    private final RelaySession session;
    private final TopicRows.Sessions sessionsOfRows;
    private final OutboxTable table;
    private final RelayShare share;
    private final Function<String, TopicSender> senders;
    private final OutboxSettings settings;
    private final Clock clock;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile State state;
    private Duration wait = Duration.ZERO;
    private @Nullable String lastReason;
    private long renewAt;
    private Set<Integer> shards = Set.of();
    /** Whether they are this process's share. */
    private boolean isEven = true;

    /** @param senders makes the sender of a transactional id */
    TopicRelay(
            String topic,
            Supplier<RelaySession> sessions,
            OutboxTable table,
            RelayShare share,
            Function<String, TopicSender> senders,
            OutboxSettings settings,
            Clock clock) {
        this.topic = topic;
        this.session = sessions.get();
        this.sessionsOfRows = new TopicRows.Sessions(sessions.get(), sessions.get());
        this.share = share;
        this.senders = senders;
        this.settings = settings;
        this.clock = clock;
        this.table = table;
        this.state = new State(0, clock.instant(), null, Map.of());
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
        sessionsOfRows.cut();
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
            } catch (ShardsLostException lost) {
                LOG.atInfo()
                        .addKeyValue("topic", topic)
                        .log("Another process relays keys of the topic now that were this one's");
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

    /** Relays for as long as the sender is of use. */
    private void runOnce() throws SQLException {
        boolean isQuiet = false;
        boolean isRefused = false;
        standBy();
        try (TopicSender sender = senders.apply(share.producer())) {
            while (!isStopped()) {
                Holding holding = session.call(share::claim);
                renewed();
                if (holding.shards().isEmpty()) {
                    standBy();
                    state = state.failed(null);
                    pause(settings.pollInterval());
                } else {
                    relay(holding, sender);
                }
            }
            isQuiet = true;
        } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
            isRefused = true;
            requireShards();
            throw fenced;
        } catch (ShardsLostException lost) {
            isRefused = true;
            throw lost;
        } finally {
            state = state.holding(0);
            shards = Set.of();
            leave(isQuiet);
            if (isRefused) {
                share.changeProducer();
            }
        }
    }

    private void standBy() throws SQLException {
        Duration since = session.call(share::sinceProgress);
        state = new State(0, clock.instant().minus(since), state.failure(), Map.of());
    }

    /** Relays until the share changes; nothing is in flight then. */
    private void relay(Holding holding, TopicSender sender) throws SQLException {
        standBy();
        holding.formerProducers().forEach(former -> senders.apply(former).close());
        if (!session.call(connection -> share.confirm(connection, holding.shards()))) {
            throw new ShardsLostException();
        }
        renewed();
        shards = holding.shards();
        isEven = true;
        try (TopicRows rows = rows()) {
            BatchRelay batches =
                    new BatchRelay(topic, rows, sender, !settings.linger().isZero(), clock);
            if (state.failure() == null) {
                LOG.atInfo()
                        .addKeyValue("topic", topic)
                        .addKeyValue("shards", shards)
                        .log("This process relays the outbox of the topic");
            }
            state = state.holding(shards.size());
            while (!isStopped() && isEven) {
                keepShards();
                relay(batches);
            }
        }
    }

    private TopicRows rows() {
        BatchLimits limits = new BatchLimits(settings.batchSize(), settings.batchBytes());
        OutboxTable.Source source = new OutboxTable.Source(topic, KeyShards.without(shards));
        return new TopicRows(source, sessionsOfRows, table, limits, settings.leaseDuration());
    }

    private void relay(BatchRelay batches) throws SQLException {
        long begun = System.nanoTime();
        BatchRelay.Step step = batches.relay(this::keepShards);
        if (step.isProgress()) {
            progressed(batches.refused());
        } else {
            state = state.refused(batches.refused());
        }
        if (step.isAtEnd()) {
            awaitCommit();
        } else if (step.isSmall()) {
            pause(settings.linger().minusNanos(System.nanoTime() - begun));
        }
    }

    private void keepShards() throws SQLException {
        if (System.nanoTime() - renewAt >= 0) {
            requireShards();
        }
    }

    private void requireShards() throws SQLException {
        Duration since = sinceProgress();
        Set<Integer> held = shards;
        Renewal renewal = session.call(connection -> share.renew(connection, held, since));
        if (renewal == Renewal.LOST) {
            throw new ShardsLostException();
        }
        isEven = renewal == Renewal.KEPT;
        renewed();
    }

    private void renewed() {
        renewAt = System.nanoTime() + settings.leaseDuration().toNanos() / 3;
    }

    private void leave(boolean isQuiet) {
        try {
            Duration since = sinceProgress();
            session.call(connection -> {
                share.leave(connection, isQuiet, since);
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
        state = new State(shards.size(), clock.instant(), null, refused);
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

    /** Another process holds one of this one's shards now. */
    private static final class ShardsLostException extends RuntimeException {}

    /**
     * How it does.
     *
     * @param shards how many of the topic's shards this process sends
     * @param lastProgress when Kafka took events of it last, or there were none to send, whichever process saw that
     * @param failure why it failed last; null since it got through again
     * @param refused the events that Kafka refuses, by their number, and why
     */
    record State(int shards, Instant lastProgress, @Nullable String failure, Map<Long, Refused> refused) {

        /** Since when an event has been refused; empty when none is. */
        Optional<Instant> refusedSince() {
            return refused.values().stream().map(Refused::since).min(Comparator.naturalOrder());
        }

        boolean leading() {
            return shards > 0;
        }

        State holding(int now) {
            return new State(now, lastProgress, failure, refused);
        }

        State failed(@Nullable String reason) {
            return new State(shards, lastProgress, reason, refused);
        }

        State refused(Map<Long, Refused> now) {
            return new State(shards, lastProgress, failure, now);
        }
    }
}
