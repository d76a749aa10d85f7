package dev.avenant.operations.events;

import dev.avenant.operations.OperationText;
import dev.avenant.text.Sentence;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Says for which records an expression holds, and counts those of which that cannot be said. Used by one thread. */
public final class RecordCondition {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final @Nullable EventExpression where;
    private final ExpressionValues values;
    private @Nullable Unevaluated unevaluated;

    /** @param where null for a condition that holds for all records */
    public RecordCondition(@Nullable EventExpression where, ExpressionValues values) {
        this.where = where;
        this.values = values;
    }

    /** Whether it holds for a record; not when that takes more than a moment. */
    public boolean holds(ConsumerRecord<byte[], byte[]> record) {
        try {
            return holds(record, System.nanoTime() + LONGEST.toNanos());
        } catch (EventExpression.OutOfTimeException late) {
            count(record, OperationText.of("where.long", String.valueOf(LONGEST.toSeconds())));
            return false;
        }
    }

    /** @throws EventExpression.OutOfTimeException if there was no time to find out */
    boolean holds(ConsumerRecord<byte[], byte[]> record, long deadline) {
        try {
            return where == null || where.holds(record, values, deadline);
        } catch (EventExpression.UnevaluatedException failed) {
            count(record, failed.reason());
            return false;
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> record, Sentence reason) {
        unevaluated = unevaluated == null
                ? new Unevaluated(1, record.partition(), record.offset(), reason)
                : unevaluated.andOne();
    }

    /** Of which of the records nothing could be said; empty when there is none. */
    public Optional<Unevaluated> unevaluated() {
        return Optional.ofNullable(unevaluated);
    }
}
