package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.MessagingProperties.OnMaxWait;
import dev.avenant.messaging.MessagingProperties.RetrySettings;
import dev.avenant.messaging.RetryLaterException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How often, and since when, the record at the head of each partition fails. Nothing of it is stored: after a restart,
 * or when the partition moves to another consumer, the counting begins again.
 */
public final class RetryTracker {

    /** The pause of a partition that is not to go on by itself. */
    public static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    /** Who asks for more is tried again after it; a pause without an end is no wait. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    /** How many times as often what had no memory is tried. */
    private static final int SLOW_TRIES = 10;

    private final RetryPolicies policies;
    private final Clock clock;
    private final FailureMetrics metrics;
    private final Map<TopicPartition, Head> heads = new ConcurrentHashMap<>();
    private final Set<TopicPartition> stopped = ConcurrentHashMap.newKeySet();
    private final List<Consumer<TopicPartition>> toTell = new CopyOnWriteArrayList<>();

    public RetryTracker(RetryPolicies policies, Clock clock, FailureMetrics metrics) {
        this.policies = policies;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * How long the partition is to wait after this failure of the record at that offset, {@link #FOR_EVER} when it waited
     * too long; empty when the record is to be dead-lettered now.
     */
    public Optional<Duration> pauseAfter(TopicPartition partition, long offset, Failure failure) {
        RetrySettings settings = policies.of(partition.topic());
        Optional<Duration> pause = pauseAfter(settings, partition, failed(partition, offset, failure), failure);
        pause.ifPresent(time -> triesAgain(partition, time));
        return pause;
    }

    private Optional<Duration> pauseAfter(
            RetrySettings settings, TopicPartition partition, Head head, Failure failure) {
        Duration pause = pause(settings, head);
        return switch (failure.remedy()) {
            case WAIT -> waitLonger(settings, partition, head);
            case WAIT_FOR_SCHEMA -> again(isWithin(settings.unknownSchemaGrace(), head.since()), pause);
            case WAIT_FOR_READER -> again(isWithin(settings.unreadableGrace(), head.since()), pause);
            case RETRY -> again(head.tries().unexplained() < settings.attempts(), pause);
            case RETRY_SLOWLY ->
                again(head.tries().unexplained() < (long) settings.attempts() * SLOW_TRIES, settings.maxInterval());
            case DEAD_LETTER, PARKED -> Optional.empty();
        };
    }

    /** How long the partition is to wait after a failure that says nothing of its record, however often it comes. */
    Duration pauseInAnyCase(TopicPartition partition, long offset, Failure failure) {
        Duration pause = pause(policies.of(partition.topic()), failed(partition, offset, failure));
        triesAgain(partition, pause);
        return pause;
    }

    /** Whether the record at the partition's head failed when it was tried the last time. */
    public boolean fails(TopicPartition partition) {
        return heads.containsKey(partition);
    }

    /** Forgets the partition's failures, because its head passed or was dead-lettered, or it is not read here any more. */
    public void forget(TopicPartition partition) {
        if (heads.remove(partition) != null) {
            stopped.remove(partition);
            metrics.waitsNoMore(partition);
            toTell.forEach(told -> told.accept(partition));
        }
    }

    /** Has somebody told of each partition that failed and is forgotten. */
    void whenForgotten(Consumer<TopicPartition> told) {
        toTell.add(told);
    }

    /** The partitions that wait now, and why. */
    public Map<TopicPartition, Head> waiting() {
        return those(partition -> !stopped.contains(partition));
    }

    /** The partitions that waited too long and do not go on by themselves, and why. */
    public Map<TopicPartition, Head> stopped() {
        return those(stopped::contains);
    }

    private Map<TopicPartition, Head> those(Predicate<TopicPartition> wanted) {
        Map<TopicPartition, Head> found = new ConcurrentHashMap<>(heads);
        found.keySet().removeIf(wanted.negate());
        return found;
    }

    private Head failed(TopicPartition partition, long offset, Failure failure) {
        Instant now = clock.instant();
        Head head = heads.merge(
                partition, Head.first(offset, failure, now), (before, first) -> Head.next(before, first, now));
        metrics.waits(partition, () -> secondsOf(partition));
        return head;
    }

    private void triesAgain(TopicPartition partition, Duration pause) {
        Instant next = pause.equals(FOR_EVER) ? null : clock.instant().plus(pause);
        heads.computeIfPresent(partition, (same, head) -> head.again(next));
    }

    private double secondsOf(TopicPartition partition) {
        Head head = heads.get(partition);
        return head == null
                ? 0
                : Duration.between(head.first(), clock.instant()).toMillis() / 1000.0;
    }

    private Optional<Duration> waitLonger(RetrySettings settings, TopicPartition partition, Head head) {
        Duration longest = settings.maxWait();
        if (longest == null || isWithin(longest, head.first())) {
            return Optional.of(pause(settings, head));
        }
        if (settings.onMaxWait() == OnMaxWait.DEAD_LETTER) {
            return Optional.empty();
        }
        stopped.add(partition);
        return Optional.of(FOR_EVER);
    }

    private boolean isWithin(Duration time, Instant since) {
        return clock.instant().isBefore(since.plus(time));
    }

    private static Optional<Duration> again(boolean isAllowed, Duration pause) {
        return isAllowed ? Optional.of(pause) : Optional.empty();
    }

    private static Duration pause(RetrySettings settings, Head head) {
        if (head.last().cause() instanceof RetryLaterException later
                && later.retryAfter().isPresent()) {
            Duration wanted = longer(later.retryAfter().get(), settings.initialInterval());
            return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
        }
        Duration pause = settings.initialInterval()
                .multipliedBy(1L << Math.min(head.tries().all() - 1, 20));
        return pause.compareTo(settings.maxInterval()) > 0 ? settings.maxInterval() : pause;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * The failing record of a partition.
     *
     * @param first when it failed first
     * @param since when it failed first for the reason that it fails for now
     * @param nextTry when it is tried again; null when it is not by itself, or is being tried
     */
    public record Head(
            long offset,
            Tries tries,
            Instant first,
            Instant since,
            Failure last,
            @Nullable Instant nextTry) {

        static Head first(long offset, Failure failure, Instant now) {
            boolean isUnexplained =
                    failure.remedy() == Failure.Remedy.RETRY || failure.remedy() == Failure.Remedy.RETRY_SLOWLY;
            return new Head(offset, new Tries(1, isUnexplained ? 1 : 0), now, now, failure, null);
        }

        private static Head next(Head before, Head failed, Instant now) {
            if (before.offset() != failed.offset()) {
                return failed;
            }
            boolean sameReason = before.last().category().equals(failed.last().category());
            return new Head(
                    failed.offset(),
                    before.tries().and(failed.tries()),
                    before.first(),
                    sameReason ? before.since() : now,
                    failed.last(),
                    null);
        }

        private Head again(@Nullable Instant next) {
            return new Head(offset, tries, first, since, last, next);
        }

        @Override
        public String toString() {
            String state = "offset " + offset + " since " + since + ": " + last;
            return nextTry == null
                    ? state
                    : state + "; tried " + tries.all() + (tries.all() == 1 ? " time" : " times") + ", again at "
                            + nextTry;
        }
    }

    /**
     * How often a record was tried in vain.
     *
     * @param unexplained how often of these nobody knew why
     */
    record Tries(int all, int unexplained) {

        private Tries and(Tries more) {
            return new Tries(all + more.all, unexplained + more.unexplained);
        }
    }
}
