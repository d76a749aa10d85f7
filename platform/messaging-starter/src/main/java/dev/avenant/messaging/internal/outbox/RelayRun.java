package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.OutboxTable.Backlog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relays of a process from a start to their stop: one for each topic that the service publishes on, or that has rows
 * in the outbox. Its own thread hears of commits, wakes the relays, looks for topics and measures what waits. Whatever
 * fails, it begins again; only a stop ends it.
 */
final class RelayRun {

    private static final Logger LOG = LoggerFactory.getLogger(RelayRun.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);
    /** As long as counting a full outbox may take. */
    private static final Duration DATABASE_TIMEOUT = Duration.ofMinutes(1);
    /** How much longer than a measurement takes is the time until the next. */
    private static final int REST_AFTER_MEASUREMENT = 50;
    /** How soon a stop is seen; waiting for a commit cannot be interrupted. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final RelaySession session;
    private final OutboxTable table;
    private final Function<String, TopicRelay> relays;
    private final Collection<String> topics;
    private final Duration pollInterval;
    private final Map<String, TopicRelay> running = new ConcurrentSkipListMap<>();
    private final Thread thread = new Thread(this::run, "avenant-relay");
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Backlog backlog;
    private long lookAt = System.nanoTime();

    /**
     * @param topics on which the service publishes
     * @param relays makes the relay of a topic
     * @param pollInterval how long to wait after a failure
     */
    RelayRun(
            DataSource dataSource,
            OutboxTable table,
            Collection<String> topics,
            Function<String, TopicRelay> relays,
            Duration pollInterval) {
        this.session = new RelaySession(dataSource, DATABASE_TIMEOUT);
        this.table = table;
        this.topics = List.copyOf(topics);
        this.relays = relays;
        this.pollInterval = pollInterval;
        thread.setDaemon(true);
    }

    void start() {
        topics.forEach(this::startRelay);
        thread.start();
    }

    private void startRelay(String topic) {
        running.computeIfAbsent(topic, name -> {
            TopicRelay relay = relays.apply(name);
            relay.start();
            return relay;
        });
    }

    /** Ends them: what they do now is waited for, then interrupted where it waits for Kafka and cut where for the database. */
    void stop() {
        stop.countDown();
        running.values().forEach(TopicRelay::requestStop);
        boolean interrupted = Thread.interrupted();
        interrupted |= !(interrupted || awaitEnd());
        running.values().forEach(TopicRelay::cut);
        thread.interrupt();
        session.cut();
        interrupted |= !(interrupted || awaitEnd());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end, not for ever; false when this thread was interrupted meanwhile. */
    private boolean awaitEnd() {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        try {
            for (TopicRelay relay : running.values()) {
                relay.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
            }
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
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
                session.call(this::listen);
            } catch (Throwable failed) {
                if (!isStopped()) {
                    LOG.atWarn()
                            .log("The relay does not hear of commits and looks by itself: {}", String.valueOf(failed));
                    pause();
                }
            }
        }
    }

    private boolean listen(Connection connection) throws SQLException {
        PGConnection notifications = connection.unwrap(PGConnection.class);
        OutboxTable.listen(connection);
        wakeAll();
        while (!isStopped()) {
            if (System.nanoTime() - lookAt >= 0) {
                look(connection);
            }
            if (notifications.getNotifications((int) LONGEST_WAIT.toMillis()).length > 0) {
                wakeAll();
            }
        }
        return OutboxTable.unlisten(connection);
    }

    private void wakeAll() {
        running.values().forEach(TopicRelay::wake);
    }

    private void look(Connection connection) throws SQLException {
        long begin = System.nanoTime();
        if (!isStopped()) {
            table.topics(connection).forEach(this::startRelay);
        }
        backlog = table.backlog(connection);
        long took = System.nanoTime() - begin;
        lookAt = begin + Math.max(LOOK_INTERVAL.toNanos(), took * REST_AFTER_MEASUREMENT);
    }

    private void pause() {
        try {
            var unused = stop.await(pollInterval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            LOG.debug("Stopped while waiting");
        }
    }

    boolean isAlive() {
        return thread.isAlive() && running.values().stream().allMatch(TopicRelay::isAlive);
    }

    /** The relay of each topic. */
    Map<String, TopicRelay> topics() {
        return running;
    }

    /** What waited a few seconds ago; null when it has not been measured yet. */
    @Nullable
    Backlog backlog() {
        return backlog;
    }
}
