package dev.avenant.messaging.internal.listener;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells the container to which records of a poll it has to come back; those before them are done with. */
final class PollUnfinishedException extends RuntimeException {

    private final transient Map<TopicPartition, Halt> halts;

    PollUnfinishedException(Map<TopicPartition, Halt> halts) {
        super("Not all records of the poll are handled: " + halts, null, false, false);
        this.halts = Map.copyOf(halts);
    }

    /** What the exception, or one of its causes, says; empty when it is about something else. */
    static Optional<Map<TopicPartition, Halt>> haltsOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PollUnfinishedException unfinished) {
                return Optional.of(unfinished.halts);
            }
        }
        return Optional.empty();
    }

    /**
     * Where a partition halts.
     *
     * @param offset of the first record that is not handled
     * @param pause how long the partition is to wait before it is read again; null not to wait
     */
    record Halt(long offset, @Nullable Duration pause) {}
}
