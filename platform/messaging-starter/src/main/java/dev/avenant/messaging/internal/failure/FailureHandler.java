package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.internal.deadletters.LetterIndex;
import dev.avenant.messaging.internal.inbox.Origin;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Decides whether a record that failed is tried again or goes to the dead-letter topic, and sees to it. */
public final class FailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private final FailureClassifier classifier;
    private final UnknownSchemas unknownSchemas;
    private final DeadLetterPublisher deadLetters;
    private final RetryTracker retries;
    private final LetterIndex index;
    private final CircuitBreakers circuits;
    private final FailureMetrics metrics;
    private final LimitedLog limits = new LimitedLog(Clock.systemUTC());

    FailureHandler(
            FailureClassifier classifier,
            UnknownSchemas unknownSchemas,
            DeadLetterPublisher deadLetters,
            RetryTracker retries,
            LetterIndex index,
            CircuitBreakers circuits,
            FailureMetrics metrics) {
        this.classifier = classifier;
        this.unknownSchemas = unknownSchemas;
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.index = index;
        this.circuits = circuits;
        this.metrics = metrics;
    }

    /** Says what a failure means. */
    public FailureClassifier classifier() {
        return classifier;
    }

    /**
     * Lets a record be tried, unless its subscription stopped because too many failed.
     *
     * @throws PartitionPausedException if the record is not to be tried now
     */
    public void admit(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        Optional<Failure> stopped = circuits.admit(origin.topic());
        if (stopped.isPresent()) {
            throw pausedInAnyCase(record, stopped.get());
        }
    }

    /**
     * Returns when the record is on the dead-letter topic, so that its offset may be committed.
     *
     * @throws PartitionPausedException if the record is to be tried again
     */
    public void handle(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure thrown) {
        if (thrown.cause() instanceof ParkedException) {
            circuits.undecided(origin.topic());
            park(record, origin, thrown);
            return;
        }
        Failure failure = unknownSchemas.judge(thrown, record);
        TopicPartition partition = partition(record);
        Optional<Duration> pause = retries.pauseAfter(partition, record.offset(), failure);
        if (pause.isPresent()) {
            circuits.undecided(origin.topic());
            throw paused(record, failure, pause.get());
        }
        Optional<Failure> stopped = circuits.failed(origin.topic(), partition, record.offset(), failure);
        if (stopped.isPresent()) {
            throw pausedInAnyCase(record, stopped.get());
        }
        publish(record, origin, failure);
        metrics.deadLettered(origin.topic(), failure);
        LOG.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .log("Record sent to the dead-letter topic: {}", failure);
        retries.forget(partition(record));
    }

    /** The record waits behind an earlier one of its key, as a dead letter that nobody needs to look at. */
    private void park(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        if (failure.remedy() != Failure.Remedy.PARKED) {
            publish(record, origin, failure);
            metrics.deadLettered(origin.topic(), failure);
        }
        LOG.atInfo()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .log("Record parked: {}", failure.message());
        retries.forget(partition(record));
    }

    private void publish(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        try {
            deadLetters.publish(record, origin, failure);
        } catch (DeadLetterNotStoredException notStored) {
            throw pausedInAnyCase(record, new Failure(Failure.Remedy.WAIT, "DEAD_LETTER_NOT_STORED", notStored));
        }
    }

    /** A record that was admitted was handled. */
    public void handled(Origin origin) {
        circuits.passed(origin.topic());
    }

    /** A record that was admitted holds no event for the service, and says nothing of whether others fail. */
    public void skipped(Origin origin) {
        circuits.undecided(origin.topic());
    }

    /** In the transaction of its handler: a record that failed before, and was replayed, is handled. */
    public void resolved(ConsumerRecord<byte[], byte[]> record) {
        index.handled(record);
    }

    /** Forgets the failures of the record's partition, because the record was handled, or needed no handler. */
    public void passed(ConsumerRecord<byte[], byte[]> record) {
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

    private PartitionPausedException pausedInAnyCase(ConsumerRecord<?, ?> record, Failure failure) {
        return paused(record, failure, retries.pauseInAnyCase(partition(record), record.offset(), failure));
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
