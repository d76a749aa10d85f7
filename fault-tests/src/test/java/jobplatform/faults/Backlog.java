package jobplatform.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What a group still has to handle of a topic. The offset that it committed does not say so alone: behind it may be
 * nothing but the markers of transactions and what they aborted, which no consumer is given.
 */
final class Backlog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;

    private Backlog(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    static Backlog of(String group, String topic, String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "max.poll.records",
                1);
        return new Backlog(
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()), topic);
    }

    /** Where each partition ends now, for those who read what is committed. */
    Map<TopicPartition, Long> ends() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        return consumer.endOffsets(partitions);
    }

    /** How many offsets there are from the first records that the group has not handled to these ends. */
    long before(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(ends.keySet());
        return ends.entrySet().stream()
                .mapToLong(
                        end -> end.getValue() - firstRecord(end.getKey(), committed.get(end.getKey()), end.getValue()))
                .sum();
    }

    private long firstRecord(TopicPartition partition, @Nullable OffsetAndMetadata committed, long end) {
        consumer.assign(Set.of(partition));
        if (committed == null) {
            consumer.seekToBeginning(Set.of(partition));
        } else {
            consumer.seek(partition, committed.offset());
        }
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                return Math.min(record.offset(), end);
            }
        }
        return end;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
