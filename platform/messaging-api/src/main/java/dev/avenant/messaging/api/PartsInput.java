package dev.avenant.messaging.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The bytes of a dead letter's parts, fetched while they are read, so that only a few parts are in memory. */
final class PartsInput extends InputStream {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Deque<LetterParts.Range> ranges;
    private final Duration timeout;
    private final String bootstrapServers;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    private long next = -1;
    private byte[] part = new byte[0];
    private int position;

    PartsInput(
            Consumer<byte[], byte[]> consumer,
            String topic,
            LetterParts parts,
            Duration timeout,
            String bootstrapServers) {
        this.consumer = consumer;
        this.partition = new TopicPartition(topic, parts.partition());
        this.ranges = new ArrayDeque<>(parts.ranges());
        this.timeout = timeout;
        this.bootstrapServers = bootstrapServers;
        consumer.assign(List.of(partition));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == part.length) {
            byte[] following = nextPart();
            if (following == null) {
                return -1;
            }
            part = following;
            position = 0;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, count);
        position += count;
        return count;
    }

    private byte @Nullable [] nextPart() throws IOException {
        LetterParts.Range range = ranges.peek();
        if (range == null) {
            return null;
        }
        if (next < range.first()) {
            next = range.first();
            fetched.clear();
            consumer.seek(partition, next);
        }
        ConsumerRecord<byte[], byte[]> record = fetch();
        byte[] value = record.value();
        if (record.offset() != next || value == null || record.headers().lastHeader(DeadLetterHeaders.PART) == null) {
            throw missing();
        }
        if (next++ == range.last()) {
            ranges.remove();
        }
        return value;
    }

    private ConsumerRecord<byte[], byte[]> fetch() throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (fetched.isEmpty()) {
            consumer.poll(POLL).forEach(fetched::add);
            if (fetched.isEmpty() && System.nanoTime() - deadline > 0) {
                if (isBehindTheEnd()) {
                    throw missing();
                }
                throw new KafkaTimeoutException(bootstrapServers, timeout, "reading topic " + partition.topic());
            }
        }
        return fetched.remove();
    }

    private boolean isBehindTheEnd() {
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        return end != null && next >= end;
    }

    private EOFException missing() {
        return new EOFException("Expected a part of a dead letter at offset " + next + " of " + partition
                + " but it is gone. Restore the topic, or drop the letter");
    }
}
