package dev.avenant.messaging.internal.listener;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a record that failed is tried again or goes to the dead-letter topic, and sees to it. */
final class FailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private final DeadLetterPublisher deadLetters;
    private final RetryTracker retries;
    private final ListenerMetrics metrics;

    FailureHandler(DeadLetterPublisher deadLetters, RetryTracker retries, ListenerMetrics metrics) {
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.metrics = metrics;
    }

    /**
     * Returns when the record is on the dead-letter topic, so that its offset may be committed.
     *
     * @throws PartitionPausedException if the record is to be tried again
     */
    void handle(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        Optional<Duration> pause = retries.pauseAfter(record, failure);
        if (pause.isPresent()) {
            throw paused(record, failure, pause.get());
        }
        try {
            deadLetters.publish(record, origin, failure);
        } catch (DeadLetterNotStoredException notStored) {
            Failure away = new Failure(Failure.Remedy.WAIT, "DEAD_LETTER_NOT_STORED", notStored);
            throw paused(record, away, retries.pauseAfter(record, away).orElseThrow());
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
        retries.passed(record);
    }

    private static PartitionPausedException paused(ConsumerRecord<?, ?> record, Failure failure, Duration pause) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("pause", pause)
                .log("Partition waits: {}", failure);
        return new PartitionPausedException(failure, pause);
    }
}
