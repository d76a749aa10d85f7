package dev.avenant.messaging.internal.listener;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a record that failed is tried again or goes to the dead-letter topic, and sees to it. */
final class FailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private final FailureClassifier classifier;
    private final UnknownSchemas unknownSchemas;
    private final DeadLetterPublisher deadLetters;
    private final RetryTracker retries;
    private final ListenerMetrics metrics;
    private final LimitedLog limits = new LimitedLog(Clock.systemUTC());

    FailureHandler(
            FailureClassifier classifier,
            UnknownSchemas unknownSchemas,
            DeadLetterPublisher deadLetters,
            RetryTracker retries,
            ListenerMetrics metrics) {
        this.classifier = classifier;
        this.unknownSchemas = unknownSchemas;
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.metrics = metrics;
    }

    /** Says what a failure means. */
    FailureClassifier classifier() {
        return classifier;
    }

    /**
     * Returns when the record is on the dead-letter topic, so that its offset may be committed.
     *
     * @throws PartitionPausedException if the record is to be tried again
     */
    void handle(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure thrown) {
        Failure failure = unknownSchemas.judge(thrown, record.value());
        TopicPartition partition = partition(record);
        Optional<Duration> pause = retries.pauseAfter(partition, record.offset(), failure);
        if (pause.isPresent()) {
            throw paused(record, failure, pause.get());
        }
        try {
            deadLetters.publish(record, origin, failure);
        } catch (DeadLetterNotStoredException notStored) {
            Failure away = new Failure(Failure.Remedy.WAIT, "DEAD_LETTER_NOT_STORED", notStored);
            throw paused(record, away, retries.pauseInAnyCase(partition, record.offset(), away));
        }
        metrics.deadLettered(origin.topic(), failure.category());
        LOG.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .log("Record sent to the dead-letter topic: {}", failure);
        passed(record);
    }

    /** Forgets the failures of the record's partition, because the record was handled after all. */
    void passed(ConsumerRecord<?, ?> record) {
        retries.forget(partition(record));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private PartitionPausedException paused(ConsumerRecord<?, ?> record, Failure failure, Duration pause) {
        if (limits.allows(partition(record), record.offset() + " " + failure)) {
            log(record, failure, pause);
        }
        return new PartitionPausedException(failure, pause);
    }

    private static void log(ConsumerRecord<?, ?> record, Failure failure, Duration pause) {
        boolean isStop = pause.equals(RetryTracker.FOR_EVER);
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("pause", isStop ? "until the service starts again" : pause)
                .log(isStop ? "Partition waited too long and stops: {}" : "Partition waits: {}", failure);
    }
}
