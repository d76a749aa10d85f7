package dev.avenant.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.avenant.messaging.api.TopicReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What tests put on topics and find there. */
final class LetterTopics {

    private final Supplier<String> bootstrapServers;
    private final Set<String> created = new TreeSet<>();

    /** @param bootstrapServers asked for when the broker runs */
    LetterTopics(Supplier<String> bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    private Map<String, Object> settings() {
        return Map.of("bootstrap.servers", bootstrapServers.get());
    }

    void create(int partitions, String... names) throws Exception {
        created.addAll(List.of(names));
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(Stream.of(names)
                            .map(name -> new NewTopic(name, partitions, (short) 1))
                            .toList())
                    .all()
                    .get();
            // The broker hears of a topic a moment after it was made, and knows no offsets of it before.
            await().until(() -> admin.listTopics().names().get().containsAll(List.of(names)));
        }
    }

    /** Has a topic take no batch of records that is larger. */
    void limit(String name, int bytes) throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, name),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes)),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** Those that were created here, so that other tests do not see them. */
    void deleteAll() throws Exception {
        try (Admin admin = Admin.create(settings())) {
            admin.deleteTopics(created).all().get();
        }
        created.clear();
    }

    /** The groups of tests that have ended, so that they are not among those that are furthest behind. */
    void deleteGroups() throws Exception {
        try (Admin admin = Admin.create(settings())) {
            List<String> groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            admin.deleteConsumerGroups(groups).all().get();
        }
    }

    void delete(String name) throws Exception {
        created.remove(name);
        try (Admin admin = Admin.create(settings())) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(record -> {
                var unused = producer.send(record);
            });
        }
    }

    /** In one transaction, whose end takes an offset too. */
    void sendInTransaction(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> transactional = new HashMap<>(settings());
        transactional.put("transactional.id", "letter-topics");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(record -> {
                var unused = producer.send(record);
            });
            producer.commitTransaction();
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

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (TopicReader reader = new TopicReader(settings(), Duration.ofSeconds(30))) {
            return reader.read(topic);
        }
    }

    /** A letter as the messaging starter writes it, of record 1:offset of a topic, for the group books. */
    static ProducerRecord<byte[], byte[]> own(String topic, long offset, String key, String category, byte[] value) {
        return own(topic, offset, key, category, value, 1);
    }

    /** The same of an attempt after the first. */
    static ProducerRecord<byte[], byte[]> own(
            String topic, long offset, String key, String category, byte[] value, int attempt) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic + ".books.dlt", 0, key.getBytes(UTF_8), value);
        Map.of(
                        "topic",
                        topic,
                        "partition",
                        "1",
                        "offset",
                        String.valueOf(offset),
                        "timestamp",
                        "1767225600000",
                        "group",
                        "books",
                        "category",
                        category,
                        "exception",
                        "shop.NoAccountException",
                        "message",
                        "no account " + offset,
                        "attempt",
                        String.valueOf(attempt),
                        "failed-at",
                        "2026-01-01T00:00:01Z")
                .forEach((name, text) -> letter.headers().add("avenant-dlt-" + name, text.getBytes(UTF_8)));
        return letter;
    }

    /** A letter as Spring Kafka writes it, of record 0:offset of a topic, for the group books. */
    static ProducerRecord<byte[], byte[]> spring(String topic, long offset, String key) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic + "-dlt", 0, key.getBytes(UTF_8), ("order of " + key).getBytes(UTF_8));
        letter.headers()
                .add("kafka_dlt-original-topic", topic.getBytes(UTF_8))
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(0).array())
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(offset).array())
                .add(
                        "kafka_dlt-original-timestamp",
                        ByteBuffer.allocate(8).putLong(1_767_225_600_000L).array())
                .add("kafka_dlt-original-consumer-group", "books".getBytes(UTF_8))
                .add("kafka_dlt-exception-fqcn", "org.springframework.kafka.ListenerFailure".getBytes(UTF_8))
                .add("kafka_dlt-exception-cause-fqcn", "java.lang.IllegalStateException".getBytes(UTF_8))
                .add("kafka_dlt-exception-message", "Listener failed; no account".getBytes(UTF_8))
                .add("kafka_dlt-exception-stacktrace", "a.B: Listener failed\n\tat a.B.c(B.java:1)\n".getBytes(UTF_8));
        return letter;
    }
}
