package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.MessagingProperties.RetrySettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How often, and since when, the record at the head of each partition fails. Nothing of it is stored: after a restart
 * the counting begins again.
 */
final class RetryTracker {

    private final RetrySettings settings;
    private final Clock clock;
    private final Map<TopicPartition, Head> heads = new ConcurrentHashMap<>();

    RetryTracker(RetrySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** How long the partition is to wait after this failure, or empty when the record is to be dead-lettered now. */
    Optional<Duration> pauseAfter(ConsumerRecord<?, ?> record, Failure failure) {
        Head head = heads.compute(partition(record), (partition, before) -> Head.next(before, record, failure, clock));
        boolean again = switch (failure.remedy()) {
            case WAIT -> true;
            case WAIT_FOR_SCHEMA -> clock.instant().isBefore(head.since().plus(settings.unknownSchemaGrace()));
            case RETRY -> head.unexplained() < settings.attempts();
            case DEAD_LETTER -> false;
        };
        return again ? Optional.of(pause(head.failures())) : Optional.empty();
    }

    /** Forgets the partition's failures, because its head passed or was dead-lettered. */
    void passed(ConsumerRecord<?, ?> record) {
        heads.remove(partition(record));
    }

    /** The partitions that wait now, and why. */
    Map<TopicPartition, Head> waiting() {
        return Map.copyOf(heads);
    }

    private Duration pause(int failures) {
        Duration pause = settings.initialInterval().multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(settings.maxInterval()) > 0 ? settings.maxInterval() : pause;
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /**
     * The failing record of a partition.
     *
     * @param failures how often it failed
     * @param unexplained how often of these nobody knew why
     * @param since when its schema was missing first, otherwise when it failed first
     */
    record Head(long offset, int failures, int unexplained, Instant since, Failure last) {

        static Head next(@Nullable Head before, ConsumerRecord<?, ?> record, Failure failure, Clock clock) {
            int more = failure.remedy() == Failure.Remedy.RETRY ? 1 : 0;
            if (before == null || before.offset() != record.offset()) {
                return new Head(record.offset(), 1, more, clock.instant(), failure);
            }
            boolean sameReason = before.last().category().equals(failure.category());
            return new Head(
                    record.offset(),
                    before.failures() + 1,
                    before.unexplained() + more,
                    sameReason ? before.since() : clock.instant(),
                    failure);
        }
    }
}
