package dev.avenant.cli;

import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.api.TopicReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What tests put on topics and find there. */
final class LetterTopics {
    private final Supplier<String> bootstrapServers;

    /** @param bootstrapServers asked for when the broker runs */
    LetterTopics(Supplier<String> bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", bootstrapServers.get());
    }

    void create(int partitions, String... names) throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(names).stream()
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
            // The broker hears of a topic a moment after it was made, and knows no offsets of it before.
            await().until(() -> admin.listTopics().names().get().containsAll(List.of(names)));
        }
    }

    @SafeVarargs
    @SuppressWarnings("FutureReturnValueIgnored") // flushed
    final void send(ProducerRecord<byte[], byte[]>... records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    void commit(String group, String topic, int partition, long offset) throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    /** As Kafka does when they are old enough. */
    void deleteBefore(String topic, int partition, long offset) throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (TopicReader reader = new TopicReader(settings(), Duration.ofSeconds(30))) {
            return reader.read(topic);
        }
    }

    /** A letter as the messaging starter writes it, of record 1:offset of a topic, for the group books. */
    static ProducerRecord<byte[], byte[]> own(String topic, long offset, String key, String category) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic + ".books.dlt", 0, bytes(key), bytes("garbage"));
        letter.headers()
                .add("avenant-dlt-topic", bytes(topic))
                .add("avenant-dlt-partition", bytes("1"))
                .add("avenant-dlt-offset", bytes(String.valueOf(offset)))
                .add("avenant-dlt-timestamp", bytes("1767225600000"))
                .add("avenant-dlt-group", bytes("books"))
                .add("avenant-dlt-category", bytes(category))
                .add("avenant-dlt-exception", bytes("shop.NoAccountException"))
                .add("avenant-dlt-attempt", bytes("1"))
                .add("avenant-dlt-failed-at", bytes("2026-01-01T00:00:01Z"));
        return letter;
    }

    /** A letter as Spring Kafka writes it, of record 1:offset of a topic, for the group books. */
    static ProducerRecord<byte[], byte[]> spring(String topic, long offset, String key) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic + "-dlt", 0, bytes(key), bytes("order of " + key));
        letter.headers()
                .add("trace", bytes("t1"))
                .add("kafka_dlt-original-topic", bytes(topic))
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(1).array())
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(offset).array())
                .add(
                        "kafka_dlt-original-timestamp",
                        ByteBuffer.allocate(8).putLong(1_767_225_600_000L).array())
                .add("kafka_dlt-original-timestamp-type", bytes("CreateTime"))
                .add("kafka_dlt-original-consumer-group", bytes("books"))
                .add(
                        "kafka_dlt-exception-fqcn",
                        bytes("org.springframework.kafka.listener.ListenerExecutionFailedException"))
                .add("kafka_dlt-exception-cause-fqcn", bytes("java.lang.IllegalStateException"))
                .add("kafka_dlt-exception-message", bytes("Listener failed; no account"))
                .add("kafka_dlt-exception-stacktrace", bytes("a.B: Listener failed\n\tat a.B.c(B.java:1)\n"));
        return letter;
    }

    private static byte[] bytes(String text) {
        return PlatformCommands.bytes(text);
    }
}
