package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.internal.failure.Failure;
import dev.avenant.messaging.internal.failure.KnownFailures;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;

/**
 * The place at which a consumer fails before it has a record: the batch is damaged, or the class that decompresses it does
 * not load.
 */
record UnreadableRecord(TopicPartition partition, long offset, Exception thrown) {

    static final String CATEGORY = "UNREADABLE_RECORD";

    /** Kafka's consumer names the partition in words alone. */
    private static final Pattern PARTITION =
            Pattern.compile("exception when fetching the next record from ([a-zA-Z0-9._-]+)-(\\d+)\\. ");

    /** The place in a failure of {@code poll}; empty when the failure is not about one. */
    static Optional<UnreadableRecord> find(Exception thrown, Consumer<?, ?> consumer) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordDeserializationException failed) {
                return Optional.of(new UnreadableRecord(failed.topicPartition(), failed.offset(), thrown));
            }
            Matcher named = PARTITION.matcher(String.valueOf(cause.getMessage()));
            if (named.find()) {
                TopicPartition partition = new TopicPartition(named.group(1), Integer.parseInt(named.group(2)));
                return consumer.assignment().contains(partition)
                        ? Optional.of(new UnreadableRecord(partition, consumer.position(partition), thrown))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * What that means. A class that does not load is the service's own trouble, however often it is tried.
     *
     * @param isKnown whether the record before it was as bad, so that nobody needs to wait for this one
     */
    Failure failure(boolean isKnown) {
        boolean isOfTheService =
                KnownFailures.find(thrown, LinkageError.class::isInstance).isPresent();
        Failure.Remedy remedy = isOfTheService
                ? Failure.Remedy.WAIT
                : isKnown ? Failure.Remedy.DEAD_LETTER : Failure.Remedy.WAIT_FOR_READER;
        return new Failure(remedy, CATEGORY, new UnreadableRecordException(this));
    }

    /** The first cause, which says what is wrong with the bytes or the class. */
    Throwable reason() {
        Throwable reason = thrown;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }
}
