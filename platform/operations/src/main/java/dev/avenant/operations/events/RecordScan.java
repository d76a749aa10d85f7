package dev.avenant.operations.events;

import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Goes through records of a topic in the order of each partition, hands over those that are meant, and counts what it looked
 * at. Used once, by one thread.
 */
final class RecordScan {

    private final EventQuery query;
    private final RecordCondition condition;
    private final @Nullable Long deadline;
    private final Map<Integer, Long> lookedAt = new HashMap<>();
    private long searched;

    /** @param deadline of {@link System#nanoTime()}; null for as long as it takes */
    RecordScan(EventQuery query, ExpressionValues values, @Nullable Long deadline) {
        this.query = query;
        this.condition = new RecordCondition(query.where(), values);
        this.deadline = deadline;
    }

    /** What is done with a record that is meant. */
    @FunctionalInterface
    interface Taker {
        /** Takes it, and says whether that is enough. */
        boolean takesAsTheLast(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Goes through them.
     *
     * @param starts of each partition that is looked at the first offset
     * @param ends of each of these the offset before which it ends
     */
    EventSearch.End run(
            TopicReader reader, String topic, Map<Integer, Long> starts, Map<Integer, Long> ends, Taker taker) {
        lookedAt.putAll(starts);
        TopicCursor cursor = reader.between(topic, starts, ends);
        while (!cursor.isAtEnd()) {
            try {
                if (look(cursor, taker)) {
                    return EventSearch.End.ENOUGH;
                }
            } catch (EventExpression.OutOfTimeException late) {
                return EventSearch.End.TIME;
            }
            if (deadline != null && !cursor.isAtEnd() && System.nanoTime() > deadline) {
                return EventSearch.End.TIME;
            }
        }
        return EventSearch.End.WHOLE;
    }

    private boolean look(TopicCursor cursor, Taker taker) {
        for (ConsumerRecord<byte[], byte[]> record : cursor.next()) {
            if (cursor.isBeforeEnd(record)) {
                boolean isMeant = query.matchesWithoutValue(record) && holds(record);
                searched++;
                lookedAt.put(record.partition(), record.offset() + 1);
                if (isMeant && taker.takesAsTheLast(record)) {
                    return true;
                }
            }
        }
        lookedAt.putAll(cursor.positions());
        return false;
    }

    private boolean holds(ConsumerRecord<byte[], byte[]> record) {
        return deadline == null ? condition.holds(record) : condition.holds(record, deadline);
    }

    /** How many records were looked at. */
    long searched() {
        return searched;
    }

    /** Behind which offset of a partition nothing was looked at; where it begins when nothing of it was. */
    long lookedAt(int partition, long start) {
        return lookedAt.getOrDefault(partition, start);
    }

    /** Of which records nothing could be said; empty when there is none. */
    Optional<Unevaluated> unevaluated() {
        return condition.unevaluated();
    }
}
