package dev.avenant.console.deadletters;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.topics.KafkaAwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.stereotype.Component;

/**
 * Reads the newest records of a dead-letter topic without joining a consumer group, so that looking changes nothing.
 * Throws {@link KafkaAwayException}; nobody retries.
 */
@Component
public class DeadLetters {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ConsoleSettings settings;

    DeadLetters(ConsoleSettings settings) {
        this.settings = settings;
    }

    /** At most that many records of each partition, the newest first. */
    public List<DeadLetter> newest(String topic, int perPartition) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(
                    partition,
                    Math.max(begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L) - perPartition)));
            return readTo(ends, consumer);
        } catch (KafkaException failed) {
            throw KafkaAwayException.of(settings.bootstrapServers(), failed);
        }
    }

    private List<DeadLetter> readTo(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        List<DeadLetter> found = new ArrayList<>();
        Instant deadline = Instant.now().plus(settings.timeout());
        while (isBehind(ends, consumer) && Instant.now().isBefore(deadline)) {
            consumer.poll(POLL).forEach(record -> found.add(DeadLetter.of(record)));
        }
        found.sort(Comparator.comparing(DeadLetter::timestamp)
                .thenComparing(DeadLetter::offset)
                .reversed());
        return found;
    }

    private static boolean isBehind(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        Map<String, Object> properties = settings.kafkaClient(Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false));
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
