package dev.avenant.registry.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a registry's topic with a plain consumer that knows nothing of registries. */
public final class TopicReader {

    private TopicReader() {}

    /** Every record that a reader sees who does not ask for committed ones only. */
    public static List<ConsumerRecord<String, String>> all(String bootstrapServers, String topic) {
        return read(bootstrapServers, topic, "read_uncommitted");
    }

    /** The last value of each key, keys that were removed left out: what compaction would leave. */
    public static Map<String, String> state(String bootstrapServers, String topic, String isolation) {
        Map<String, String> state = new TreeMap<>();
        for (ConsumerRecord<String, String> record : read(bootstrapServers, topic, isolation)) {
            if (record.value() == null) {
                state.remove(record.key());
            } else {
                state.put(record.key(), record.value());
            }
        }
        return state;
    }

    private static List<ConsumerRecord<String, String>> read(String bootstrapServers, String topic, String isolation) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
