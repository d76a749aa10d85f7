package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.kafka.embedded.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class TopicReaderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void readsAllThatATopicHoldsTheOldestFirst() throws Exception {
        String topic = newTopic(2);
        write(topic, 1, 2_000, "second");
        write(topic, 0, 1_000, "first");
        write(topic, 1, 3_000, "third");

        try (TopicReader reader = reader(kafka.bootstrapServers(), TIMEOUT)) {
            assertThat(reader.read(topic))
                    .extracting(TopicReaderTest::text)
                    .containsExactly("first", "second", "third");
            assertThat(reader.count(topic)).isEqualTo(3);
        }
    }

    @Test
    void readsTheNewestOfEachPartition() throws Exception {
        String topic = newTopic(2);
        for (int i = 1; i <= 5; i++) {
            write(topic, 0, i * 1_000L, "a" + i);
        }
        write(topic, 1, 10_000, "b1");

        try (TopicReader reader = reader(kafka.bootstrapServers(), TIMEOUT)) {
            assertThat(reader.newest(topic, 2))
                    .extracting(TopicReaderTest::text)
                    .containsExactly("a4", "a5", "b1");
        }
    }

    @Test
    void readsAnEmptyTopicAndOneWhoseBeginningIsDeleted() throws Exception {
        String topic = newTopic(1);
        try (TopicReader reader = reader(kafka.bootstrapServers(), TIMEOUT)) {
            assertThat(reader.read(topic)).isEmpty();
            write(topic, 0, 1_000, "gone");
            write(topic, 0, 2_000, "kept");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
                        .all()
                        .get();
            }

            assertThat(reader.read(topic)).extracting(TopicReaderTest::text).containsExactly("kept");
            assertThat(reader.count(topic)).isEqualTo(1);
            assertThat(reader.newest(topic, 5))
                    .extracting(TopicReaderTest::text)
                    .containsExactly("kept");
        }
    }

    @Test
    void readsOnlyWhatWasCommitted() throws Exception {
        String topic = newTopic(1);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic, "max.block.ms", 30_000);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(topic, 0, 1_000, "aborted")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record(topic, 0, 2_000, "committed")).get();
            producer.commitTransaction();
        }

        try (TopicReader reader = reader(kafka.bootstrapServers(), TIMEOUT)) {
            assertThat(reader.read(topic)).extracting(TopicReaderTest::text).containsExactly("committed");
        }
    }

    @Test
    void waitsBehindTheEndForWhatComes() throws Exception {
        String topic = newTopic(1);
        write(topic, 0, 1_000, "before");

        try (TopicReader reader = reader(kafka.bootstrapServers(), SOON)) {
            TopicCursor cursor = reader.atEnd(topic);
            assertThat(cursor.isAtEnd()).isTrue();
            for (Instant end = Instant.now().plus(SOON).plusSeconds(1);
                    Instant.now().isBefore(end); ) {
                assertThat(cursor.next()).isEmpty();
            }
            write(topic, 0, 2_000, "after");

            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (found.isEmpty()) {
                found.addAll(cursor.next());
            }
            assertThat(found).extracting(TopicReaderTest::text).containsExactly("after");
        }
    }

    @Test
    void saysThatATopicIsNotThere() {
        try (TopicReader reader = reader(kafka.bootstrapServers(), TIMEOUT)) {
            for (String topic : List.of("nobody.nowhere.dlt", "no topic's name")) {
                assertThatThrownBy(() -> reader.read(topic))
                        .isInstanceOf(TopicNotFoundException.class)
                        .hasMessage("Kafka at " + kafka.bootstrapServers() + " has no topic \"" + topic
                                + "\". Check the name");
            }
        }
    }

    @Test
    void saysThatKafkaIsAway() {
        try (TopicReader reader = reader("localhost:1", SOON)) {
            assertThatThrownBy(() -> reader.read("orders"))
                    .isInstanceOf(KafkaTimeoutException.class)
                    .hasMessage("Kafka at localhost:1 did not answer within 2 s while looking at topic orders. "
                            + "Check that it runs and can be reached from here");
        }
    }

    @Test
    void saysThatKafkaWentAwayInTheMiddle(@TempDir Path data) throws Exception {
        String topic = "orders";
        KafkaBroker broker = KafkaBroker.start(data);
        try (TopicReader reader = reader(broker.bootstrapServers(), SOON)) {
            createTopic(broker.bootstrapServers(), topic, 1);
            TopicCursor cursor = reader.atBeginning(topic);
            broker.close();

            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(cursor.next()).isEmpty();
                        }
                    })
                    .isInstanceOf(KafkaTimeoutException.class)
                    .hasMessage("Kafka at " + broker.bootstrapServers() + " did not answer within 2 s while reading "
                            + "topic orders. Check that it runs and can be reached from here");
        } finally {
            broker.close();
        }
    }

    @Test
    void refusesATimeoutThatIsOverBeforeItBegins() {
        assertThatThrownBy(() -> reader(kafka.bootstrapServers(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must be more than zero but was PT0S");
    }

    private static TopicReader reader(String bootstrapServers, Duration timeout) {
        return new TopicReader(Map.of("bootstrap.servers", bootstrapServers), timeout);
    }

    private static String newTopic(int partitions) throws ExecutionException, InterruptedException {
        String topic = "topic-" + UUID.randomUUID();
        createTopic(kafka.bootstrapServers(), topic, partitions);
        return topic;
    }

    private static void createTopic(String bootstrapServers, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Set.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int partition, long timestamp, String value) {
        return new ProducerRecord<>(topic, partition, timestamp, null, value.getBytes(UTF_8));
    }

    private static void write(String topic, int partition, long timestamp, String value)
            throws ExecutionException, InterruptedException {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record(topic, partition, timestamp, value)).get();
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}
