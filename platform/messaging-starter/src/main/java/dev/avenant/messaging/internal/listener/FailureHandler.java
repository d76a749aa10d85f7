package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.deadletters.LetterIndex;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Decides whether a record that failed is tried again or goes to the dead-letter topic, and sees to it. */
final class FailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private final FailureClassifier classifier;
    private final UnknownSchemas unknownSchemas;
    private final DeadLetterPublisher deadLetters;
    private final RetryTracker retries;
    private final LetterIndex index;
    private final ListenerMetrics metrics;
    private final LimitedLog limits = new LimitedLog(Clock.systemUTC());

    FailureHandler(
            FailureClassifier classifier,
            UnknownSchemas unknownSchemas,
            DeadLetterPublisher deadLetters,
            RetryTracker retries,
            LetterIndex index,
            ListenerMetrics metrics) {
        this.classifier = classifier;
        this.unknownSchemas = unknownSchemas;
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.index = index;
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
        metrics.deadLettered(origin.topic(), failure);
        LOG.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .log("Record sent to the dead-letter topic: {}", failure);
        retries.forget(partition(record));
    }

    /** In the transaction of its handler: a record that failed before, and was replayed, is handled. */
    void resolved(ConsumerRecord<byte[], byte[]> record) {
        index.handled(record);
    }

    /** Forgets the failures of the record's partition, because the record was handled, or needed no handler. */
    void passed(ConsumerRecord<byte[], byte[]> record) {
        retries.forget(partition(record));
        try {
            index.handled(record);
        } catch (DataAccessException notNow) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("That the record was handled is not in the table of dead letters: {}", notNow.getMessage());
        }
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private PartitionPausedException paused(ConsumerRecord<?, ?> record, Failure failure, Duration pause) {
        metrics.retried(record.topic(), failure);
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
