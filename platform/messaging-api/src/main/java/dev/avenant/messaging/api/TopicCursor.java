package dev.avenant.messaging.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where a {@link TopicReader} stands in a topic. It may go on behind the end that the topic had when the cursor was made,
 * and wait there for what comes.
 */
public final class TopicCursor {

    private static final Duration LONGEST_POLL = Duration.ofMillis(250);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Duration timeout;
    private final String bootstrapServers;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private long movedAt = System.nanoTime();

    TopicCursor(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Duration timeout,
            String bootstrapServers) {
        this.consumer = consumer;
        this.ends = Map.copyOf(ends);
        this.timeout = timeout;
        this.bootstrapServers = bootstrapServers;
        updatePositions();
    }

    /** Whether all was read that was there when the cursor was made, or to where it reads. */
    public boolean isAtEnd() {
        return remaining() == 0;
    }

    /** How many offsets lie before the end that the topic had when the cursor was made. */
    public long remaining() {
        return behind(ends);
    }

    /**
     * The next records, in order within each partition; after a moment without any, an empty list.
     *
     * @throws KafkaTimeoutException if there are more records but none came for as long as the timeout, or Kafka does not
     *     answer whether there are
     */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            consumer.poll(timeout.compareTo(LONGEST_POLL) < 0 ? timeout : LONGEST_POLL)
                    .forEach(records::add);
            if (updatePositions() || isSilenceExplained()) {
                return records;
            }
        } catch (TimeoutException away) {
            // said below
        }
        String topic = ends.keySet().iterator().next().topic();
        throw new KafkaTimeoutException(bootstrapServers, timeout, "reading topic " + topic);
    }

    /** The offset of each partition with which the next records begin. */
    public Map<Integer, Long> positions() {
        Map<Integer, Long> offsets = new HashMap<>();
        positions.forEach((partition, offset) -> offsets.put(partition.partition(), offset));
        return offsets;
    }

    /** Whether a record lies before the end that the topic had when the cursor was made, or to which it reads. */
    public boolean isBeforeEnd(ConsumerRecord<?, ?> record) {
        return record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    /** Tells a topic in which nothing happens from a Kafka that is away; asks once in each timeout. */
    private boolean isSilenceExplained() {
        if (System.nanoTime() - movedAt <= timeout.toNanos()) {
            return true;
        }
        movedAt = System.nanoTime();
        return behind(consumer.endOffsets(ends.keySet())) == 0;
    }

    private long behind(Map<TopicPartition, Long> wanted) {
        return wanted.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    private boolean updatePositions() {
        boolean moved = false;
        for (TopicPartition partition : ends.keySet()) {
            Long position = consumer.position(partition);
            moved |= !position.equals(positions.put(partition, position));
        }
        if (moved) {
            movedAt = System.nanoTime();
        }
        return moved;
    }
}
