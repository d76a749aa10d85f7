package dev.avenant.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class KafkaBrokerTest {

    @Test
    void keepsItsRecordsAcrossARestart(@TempDir Path directory) throws Exception {
        // Given a broker that took a record and was stopped
        try (KafkaBroker first = KafkaBroker.start(directory)) {
            createTopic(first, "kept");
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(clientOf(first), new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("kept", "key", "value")).get();
            }
        }
        // When a broker starts on the same data
        try (KafkaBroker second = KafkaBroker.start(directory);
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(clientOf(second), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("kept", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            // Then the record is still there
            assertThat(consumer.poll(Duration.ofSeconds(30)))
                    .singleElement()
                    .satisfies(record ->
                            assertThat(record.key() + "=" + record.value()).isEqualTo("key=value"));
        }
    }

    @Test
    void keepsRecordsOfAnyAgeForTests(@TempDir Path directory) throws Exception {
        // Given a broker that looks for old records all the time
        KafkaBrokerSettings settings = KafkaBrokerSettings.in(directory)
                .withOverrides(Map.of("log.initial.task.delay.ms", "0", "log.retention.check.interval.ms", "100"))
                .keepingOldRecords();
        try (KafkaBroker broker = KafkaBroker.start(settings);
                Admin admin = Admin.create(clientOf(broker));
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(clientOf(broker), new StringSerializer(), new StringSerializer())) {
            // When records come that are old, to its topic and to one that says itself how long it keeps them
            NewTopic bounded = new NewTopic("bounded", 1, (short) 1).configs(Map.of("retention.ms", "1000"));
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1), bounded))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("kept", 0, 1_000L, "key", "value"))
                    .get();
            producer.send(new ProducerRecord<>("bounded", 0, 1_000L, "key", "value"))
                    .get();

            // Then the topic's word counts, and what it says nothing of stays
            await().until(() -> begin(admin, "bounded") == 1);
            assertThat(begin(admin, "kept")).isZero();
        }
    }

    @Test
    void createsNoTopicThatNobodyAskedFor(@TempDir Path directory) {
        try (KafkaBroker broker = KafkaBroker.start(directory);
                Admin admin = Admin.create(clientOf(broker))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("mistyped"))
                            .allTopicNames()
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> KafkaBrokerSettings.in(Path.of("data")).withPorts(70_000, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port must be between 0 and 65535 but was 70000");
    }

    private static long begin(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static void createTopic(KafkaBroker broker, String name) throws Exception {
        try (Admin admin = Admin.create(clientOf(broker))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static Map<String, Object> clientOf(KafkaBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    }
}
