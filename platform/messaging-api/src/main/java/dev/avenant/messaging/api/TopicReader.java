package dev.avenant.messaging.api;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics without joining a consumer group and without committing anything, so that looking changes nothing. Only
 * what is committed is read.
 *
 * <p>Every step is bounded: when Kafka does not answer, or brings nothing new although there is more, for as long as the
 * timeout, a {@link KafkaTimeoutException} says so. A long topic may take longer than the timeout in all. What else Kafka
 * refuses (credentials, authorization) is passed on as Kafka's own {@link org.apache.kafka.common.KafkaException}. Nothing
 * is tried again. Not for use by several threads.
 */
public final class TopicReader implements AutoCloseable {

    /** By timestamp, then by place. */
    public static final Comparator<ConsumerRecord<byte[], byte[]>> OLDEST_FIRST =
            Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparingInt(ConsumerRecord::partition)
                    .thenComparingLong(ConsumerRecord::offset);

    /** In milliseconds: what is asked of a broker next waits behind a fetch that brings nothing. */
    private static final int LONGEST_FETCH = 50;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String bootstrapServers;
    private final Duration timeout;

    /**
     * Connects to nothing yet.
     *
     * @param clientSettings how to reach Kafka, by the names of its consumer's settings: at least {@code
     *     bootstrap.servers}
     * @param timeout how long Kafka may take for each answer, more than zero
     */
    public TopicReader(Map<String, ?> clientSettings, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be more than zero but was " + timeout);
        }
        this.timeout = timeout;
        this.bootstrapServers = String.valueOf(clientSettings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * How many offsets lie between the ends of the topic's partitions. Compaction and transaction markers leave gaps, so
     * it is at least the number of records.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public long count(String topic) {
        return atBeginning(topic).remaining();
    }

    /**
     * All records that the topic holds now, the oldest first; in memory, so for topics that fit there.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return toEnd(atBeginning(topic));
    }

    /**
     * Hands over all records that the topic holds now, in the order of each partition, without keeping any.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public void forEach(String topic, Consumer<? super ConsumerRecord<byte[], byte[]>> action) {
        toEnd(atBeginning(topic), action);
    }

    /**
     * The same, beginning in each partition with the first record of that time or a later one.
     *
     * @param since in milliseconds since the epoch
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public void forEachSince(String topic, long since, Consumer<? super ConsumerRecord<byte[], byte[]>> action) {
        forEachFrom(topic, startsAt(topic, since), action);
    }

    /**
     * Hands over the records of each partition from an offset on, in order, without keeping any.
     *
     * @param starts of each partition the offset to begin at; those that it does not name are left out
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public void forEachFrom(
            String topic, Map<TopicPartition, Long> starts, Consumer<? super ConsumerRecord<byte[], byte[]>> action) {
        toEnd(
                cursor(
                        topic,
                        (partition, begin, end) -> Math.min(end, Math.max(begin, starts.getOrDefault(partition, end)))),
                action);
    }

    /**
     * Of each partition the offset of the first record of that time or a later one; none where there is no such record.
     *
     * @param since in milliseconds since the epoch
     */
    public Map<TopicPartition, Long> startsAt(String topic, long since) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions(topic).forEach(partition -> asked.put(partition, Math.max(0, since)));
        Map<TopicPartition, Long> starts = new HashMap<>();
        try {
            consumer.offsetsForTimes(asked).forEach((partition, found) -> {
                if (found != null) {
                    starts.put(partition, found.offset());
                }
            });
        } catch (TimeoutException late) {
            throw new KafkaTimeoutException(bootstrapServers, timeout, "looking at topic " + topic);
        }
        return starts;
    }

    /**
     * The record at that place, or empty when there is none any more.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
        return firstFrom(topic, partition, offset).filter(record -> record.offset() == offset);
    }

    /**
     * The first record of a partition at that offset or behind it, or empty when there is none.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public Optional<ConsumerRecord<byte[], byte[]>> firstFrom(String topic, int partition, long offset) {
        TopicCursor cursor = cursor(
                topic,
                (candidate, begin, end) ->
                        candidate.partition() == partition ? Math.min(end, Math.max(begin, offset)) : end);
        while (!cursor.isAtEnd()) {
            for (ConsumerRecord<byte[], byte[]> record : cursor.next()) {
                if (record.partition() == partition) {
                    return Optional.of(record);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Hands over the records at those places, as far as they are there, in the order of each partition, and passes over
     * what lies between them.
     *
     * @param offsets by the numbers of their partitions
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public void forEachAt(
            String topic,
            Map<Integer, ? extends SortedSet<Long>> offsets,
            Consumer<? super ConsumerRecord<byte[], byte[]>> action) {
        WantedPlaces wanted = new WantedPlaces(topic, offsets);
        TopicCursor cursor = cursor(topic, wanted::start);
        wanted.seek(consumer, cursor.positions());
        while (!wanted.isEmpty()) {
            cursor.next().stream().filter(wanted::take).forEach(action);
            wanted.seek(consumer, cursor.positions());
        }
    }

    /**
     * At most that many records from the end of each partition, the oldest first.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public List<ConsumerRecord<byte[], byte[]>> newest(String topic, int perPartition) {
        return toEnd(cursor(topic, perPartition));
    }

    /**
     * Begins with the oldest record of each partition. Ends the cursor that this reader gave before.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public TopicCursor atBeginning(String topic) {
        return cursor(topic, Long.MAX_VALUE);
    }

    /**
     * Begins with those offsets, and with the oldest record of each partition that has no such offset, or is not named.
     * Ends the cursor that this reader gave before.
     *
     * @param offsets by the numbers of their partitions
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public TopicCursor from(String topic, Map<Integer, Long> offsets) {
        return cursor(topic, (partition, begin, end) -> {
            long wanted = offsets.getOrDefault(partition.partition(), begin);
            return begin <= wanted && wanted <= end ? wanted : begin;
        });
    }

    /**
     * Reads some partitions alone, each from an offset on; it is at its end when all were read to the offsets that are
     * named for that. Records behind them may come nevertheless: {@link TopicCursor#isBeforeEnd} tells them. Ends the
     * cursor that this reader gave before.
     *
     * @param from by the numbers of the partitions the first offset to read
     * @param to for the same partitions the offset before which to end; at most their ends
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public TopicCursor between(String topic, Map<Integer, Long> from, Map<Integer, Long> to) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        to.forEach((partition, end) -> ends.put(new TopicPartition(topic, partition), end));
        try {
            consumer.assign(ends.keySet());
            from.forEach((partition, start) -> consumer.seek(new TopicPartition(topic, partition), start));
            return new TopicCursor(consumer, ends, timeout, bootstrapServers);
        } catch (TimeoutException late) {
            throw new KafkaTimeoutException(bootstrapServers, timeout, "looking at topic " + topic);
        }
    }

    /**
     * Begins behind the newest record of each partition. Ends the cursor that this reader gave before.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public TopicCursor atEnd(String topic) {
        return cursor(topic, 0);
    }

    /**
     * The offset of the oldest record of each partition, by the numbers of the partitions.
     *
     * @throws TopicNotFoundException if there is no such topic
     * @throws KafkaTimeoutException if Kafka does not answer in time
     */
    public Map<Integer, Long> begins(String topic) {
        Map<Integer, Long> begins = new HashMap<>();
        try {
            consumer.beginningOffsets(partitions(topic))
                    .forEach((partition, begin) -> begins.put(partition.partition(), begin));
            return begins;
        } catch (TimeoutException late) {
            throw new KafkaTimeoutException(bootstrapServers, timeout, "looking at topic " + topic);
        }
    }

    /**
     * The bytes of the parts of a dead letter, which {@link PackedRecord} reads; fetched while they are read, so that few
     * of them are in memory. Ends the cursor that this reader gave before, and is ended by the next one.
     *
     * @param deadLetters the dead-letter topic
     * @param parts where they are in it
     * @return a stream that throws {@link java.io.EOFException} when a part is gone, and {@link KafkaTimeoutException}
     */
    public InputStream parts(DeadLetterTopic deadLetters, LetterParts parts) {
        return new PartsInput(consumer, deadLetters.name(), parts, timeout, bootstrapServers);
    }

    private static List<ConsumerRecord<byte[], byte[]>> toEnd(TopicCursor cursor) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        toEnd(cursor, records::add);
        records.sort(OLDEST_FIRST);
        return records;
    }

    private static void toEnd(TopicCursor cursor, Consumer<? super ConsumerRecord<byte[], byte[]>> action) {
        while (!cursor.isAtEnd()) {
            cursor.next().stream().filter(cursor::isBeforeEnd).forEach(action);
        }
    }

    private TopicCursor cursor(String topic, long fromTheEnd) {
        return cursor(topic, (partition, begin, end) -> end - begin > fromTheEnd ? end - fromTheEnd : begin);
    }

    private TopicCursor cursor(String topic, Start start) {
        try {
            List<TopicPartition> partitions = partitions(topic);
            // First, since Kafka's consumer warns of offsets that it learns of partitions which it does not read.
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ends.forEach((partition, end) -> {
                consumer.seek(partition, start.of(partition, begins.getOrDefault(partition, 0L), end));
            });
            return new TopicCursor(consumer, ends, timeout, bootstrapServers);
        } catch (TimeoutException late) {
            throw new KafkaTimeoutException(bootstrapServers, timeout, "looking at topic " + topic);
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic);
        } catch (InvalidTopicException notAName) {
            throw new TopicNotFoundException(bootstrapServers, topic);
        }
        if (found == null || found.isEmpty()) {
            throw new TopicNotFoundException(bootstrapServers, topic);
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Where to begin in a partition that has these offsets. */
    @FunctionalInterface
    private interface Start {
        long of(TopicPartition partition, long begin, long end);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
