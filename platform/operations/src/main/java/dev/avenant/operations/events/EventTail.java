package dev.avenant.operations.events;

import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows a topic from its end on. Whoever is slower than the topic is shown its newest records, and told how many were left
 * out: nothing is kept for later. Joins no group; used by one thread.
 */
public final class EventTail {
    /** After so many steps in a row without a moment of rest, what lies behind is left out. */
    private static final int MOST_BUSY_STEPS = 5;

    private final TopicReader reader;
    private final String topic;
    private final EventQuery query;
    private final RecordCondition condition;
    private final @Nullable Integer only;
    private TopicCursor cursor;
    private int busySteps;

    /**
     * Begins at the end that the topic has now.
     *
     * @param query which records are meant; where it begins to look does not count
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic
     */
    public EventTail(TopicReader reader, String topic, EventQuery query, ExpressionValues values) {
        this.reader = reader;
        this.topic = topic;
        this.query = query;
        this.condition = new RecordCondition(query.where(), values);
        this.cursor = reader.atEnd(topic);
        this.only = query.partitionOf(cursor.positions().size());
    }

    /**
     * What came.
     *
     * @param records the newest that are meant, the newest first
     * @param came how many came, meant or not
     * @param cut how many were meant and are left out, since there were more than were asked for
     * @param passed about how many were not looked at, since they came faster than they could be
     */
    public record Step(List<ConsumerRecord<byte[], byte[]>> records, long came, long cut, long passed) {

        public Step {
            records = List.copyOf(records);
        }
    }

    /**
     * Waits for what comes.
     *
     * @param most how many records are given
     * @param span about how long it waits
     */
    public Step next(int most, Duration span) {
        long end = System.nanoTime() + span.toNanos();
        Deque<ConsumerRecord<byte[], byte[]>> newest = new ArrayDeque<>();
        long came = 0;
        long meant = 0;
        long bytes = 0;
        boolean rested = false;
        do {
            List<ConsumerRecord<byte[], byte[]>> read = cursor.next();
            rested |= read.isEmpty();
            for (ConsumerRecord<byte[], byte[]> record : read) {
                if (only == null || record.partition() == only) {
                    came++;
                    if (query.matchesWithoutValue(record) && condition.holds(record)) {
                        meant++;
                        newest.addFirst(record);
                        bytes += EventSearch.sizeOf(record);
                        while (newest.size() > most || (bytes > EventSearch.MOST_BYTES && newest.size() > 1)) {
                            bytes -= EventSearch.sizeOf(newest.removeLast());
                        }
                    }
                }
            }
        } while (System.nanoTime() < end);
        busySteps = rested ? 0 : busySteps + 1;
        long passed = busySteps < MOST_BUSY_STEPS ? 0 : passOver();
        return new Step(List.copyOf(newest), came, meant - newest.size(), passed);
    }

    private long passOver() {
        Map<Integer, Long> before = cursor.positions();
        cursor = reader.atEnd(topic);
        busySteps = 0;
        return cursor.positions().entrySet().stream()
                .filter(position -> only == null || only.equals(position.getKey()))
                .mapToLong(
                        position -> position.getValue() - before.getOrDefault(position.getKey(), position.getValue()))
                .sum();
    }

    /** Of which records nothing could be said; empty when there is none. */
    public Optional<Unevaluated> unevaluated() {
        return condition.unevaluated();
    }
}
