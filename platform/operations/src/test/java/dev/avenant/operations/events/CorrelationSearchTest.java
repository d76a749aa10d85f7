package dev.avenant.operations.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In which order records of several topics are shown, and what is said of what was not looked at. */
@Tag("broker")
class CorrelationSearchTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Correlation WANTED = new Correlation("e-1");
    private static final String FIRST = "together-a";
    private static final String SECOND = "together-b";
    private static final String LARGE = "together-large";
    private static final long TIME = System.currentTimeMillis() - 60_000;

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "compression.type", "gzip");
    }

    @BeforeAll
    static void recordsOfThreeTopics() throws Exception {
        try (Admin admin = KafkaClients.admin(settings(), ENOUGH);
                Producer<byte[], byte[]> producer = KafkaClients.producer(settings(), ENOUGH)) {
            admin.createTopics(List.of(
                            new NewTopic(FIRST, 1, (short) 1),
                            new NewTopic(SECOND, 1, (short) 1),
                            new NewTopic(LARGE, 1, (short) 1)))
                    .all()
                    .get();
            send(producer, FIRST, 30, "third");
            send(producer, FIRST, 10, "first");
            send(producer, SECOND, 20, "second");
            send(producer, SECOND, 40, "fourth");
            byte[] zeros = new byte[900_000];
            for (int number = 0; number <= EventSearch.MOST_BYTES / zeros.length; number++) {
                producer.send(record(LARGE, number, zeros)).get();
            }
        }
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, long after, String value)
            throws Exception {
        producer.send(record(topic, after, value.getBytes(UTF_8))).get();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, long after, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, TIME + after, null, value);
        record.headers().add("ce_id", "e-1".getBytes(UTF_8));
        return record;
    }

    @AfterAll
    static void deleteThem() throws Exception {
        try (Admin admin = KafkaClients.admin(settings(), ENOUGH)) {
            admin.deleteTopics(List.of(FIRST, SECOND, LARGE)).all().get();
        }
    }

    private static void read(Consumer<TopicReader> step) {
        try (TopicReader reader = new TopicReader(Map.of("bootstrap.servers", kafka.bootstrapServers()), ENOUGH)) {
            step.accept(reader);
        }
    }

    @Test
    void showsTheOldestFirstWhicheverTopicItIsOf() {
        read(reader -> {
            CorrelationSearch.Found found =
                    CorrelationSearch.search(reader, List.of(SECOND, FIRST), WANTED, 0, 50, ENOUGH);

            assertThat(found.records())
                    .extracting(record -> new String(record.value(), UTF_8))
                    .containsExactly("first", "second", "third", "fourth");
            assertThat(found.topics())
                    .containsExactly(
                            new CorrelationSearch.Covered(SECOND, 2, 2, 2, EventSearch.End.WHOLE, null),
                            new CorrelationSearch.Covered(FIRST, 2, 2, 2, EventSearch.End.WHOLE, null));
            assertThat(found.isWhole()).isTrue();
            assertThat(found.searched()).isEqualTo(4);
            assertThat(found.total()).isEqualTo(4);
        });
    }

    @Test
    void looksAtNoMoreTopicsOnceTheRecordsAreAsLargeAsIsKept() {
        read(reader -> {
            CorrelationSearch.Found found =
                    CorrelationSearch.search(reader, List.of(LARGE, FIRST), WANTED, 0, 1000, ENOUGH);

            assertThat(found.topics().get(0).end()).isEqualTo(EventSearch.End.ENOUGH);
            assertThat(found.topics().get(1))
                    .isEqualTo(new CorrelationSearch.Covered(FIRST, 0, 0, 0, EventSearch.End.ENOUGH, null));
            assertThat(found.records()).allMatch(record -> record.topic().equals(LARGE));
            assertThat(found.isWhole()).isFalse();
        });
    }

    @Test
    void saysOfATopicThatWasDeletedMeanwhileThatItIsGoneAndLooksAtTheOthers() {
        read(reader -> {
            CorrelationSearch.Found found =
                    CorrelationSearch.search(reader, List.of("together-gone", FIRST), WANTED, 0, 50, ENOUGH);

            assertThat(found.records()).hasSize(2);
            assertThat(found.topics())
                    .containsExactly(
                            new CorrelationSearch.Covered(
                                    "together-gone",
                                    0,
                                    0,
                                    0,
                                    EventSearch.End.TIME,
                                    "Kafka at " + kafka.bootstrapServers()
                                            + " has no topic \"together-gone\". Check the name"),
                            new CorrelationSearch.Covered(FIRST, 2, 2, 2, EventSearch.End.WHOLE, null));
            assertThat(found.isWhole()).isFalse();
        });
    }
}
