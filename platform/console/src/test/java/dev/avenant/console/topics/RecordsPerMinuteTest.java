package dev.avenant.console.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class RecordsPerMinuteTest {

    private static final String TOPIC = "rates-orders";
    private static final String AHEAD = "rates-ahead";
    private static final String ANEW = "rates-anew";
    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private final KafkaConnection connection = new KafkaConnection(Cluster.only(new ConsoleSettings(
            "http://localhost:1",
            Map.of(),
            kafka.bootstrapServers(),
            Map.of(),
            Set.of(),
            Duration.ofSeconds(30),
            null,
            false,
            new ConsoleSettings.Audit(null),
            null,
            List.of())));

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    private static void send(Producer<byte[], byte[]> producer, int partition, Instant time, int count)
            throws Exception {
        send(producer, TOPIC, partition, time, count);
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, int partition, Instant time, int count)
            throws Exception {
        for (int number = 0; number < count; number++) {
            producer.send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, new byte[] {1}))
                    .get();
        }
    }

    @Test
    void countsTheRecordsOfEachMinuteByTheirTimes() throws Exception {
        List<TopicSummary> topics = List.of(new TopicSummary(TOPIC, 2, 1, 0, 0, 0));
        RecordsPerMinute rates = new RecordsPerMinute(connection, at(minute.plusSeconds(20)));
        try (Admin admin = connection.admin();
                Producer<byte[], byte[]> producer = connection.replayProducer()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
            send(producer, 0, minute.minus(1, ChronoUnit.HOURS), 7);
            send(producer, 0, minute.minus(15, ChronoUnit.MINUTES), 3);
            send(producer, 1, minute.minus(2, ChronoUnit.MINUTES).plusSeconds(30), 5);
            send(producer, 0, minute.minusSeconds(1), 2);
            send(producer, 1, minute.plusSeconds(10), 6);

            assertThat(rates.of(topics).get(TOPIC))
                    .isEqualTo(new TopicRates.Rate(
                            8 / 80.0, List.of(3L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 5L, 2L)));
            send(producer, 0, minute.plusSeconds(20), 4);
            assertThat(perSecond(rates, TOPIC)).isEqualTo(12 / 80.0);

            admin.deleteTopics(List.of(TOPIC)).all().get();
        }
    }

    private static double perSecond(RecordsPerMinute rates, String topic) {
        return Objects.requireNonNull(rates.of(List.of(new TopicSummary(topic, 2, 1, 0, 0, 0)))
                        .get(topic))
                .perSecond();
    }

    @Test
    void countsNoRecordsOfATimeToComeNorWhatLiesBehindThem() throws Exception {
        RecordsPerMinute rates = new RecordsPerMinute(connection, at(minute.plusSeconds(20)));
        try (Admin admin = connection.admin();
                Producer<byte[], byte[]> producer = connection.replayProducer()) {
            admin.createTopics(List.of(new NewTopic(AHEAD, 2, (short) 1))).all().get();
            send(producer, AHEAD, 0, minute.plusSeconds(10), 8);
            send(producer, AHEAD, 0, minute.plusSeconds(1800), 1);
            send(producer, AHEAD, 0, minute.plusSeconds(11), 40);

            assertThat(perSecond(rates, AHEAD)).isEqualTo(8 / 80.0);

            admin.deleteTopics(List.of(AHEAD)).all().get();
        }
    }

    @Test
    void countsTheRecordsOfATopicThatIsAnotherOneOfTheSameName() throws Exception {
        RecordsPerMinute rates = new RecordsPerMinute(connection, at(minute.plusSeconds(20)));
        try (Admin admin = connection.admin();
                Producer<byte[], byte[]> producer = connection.replayProducer()) {
            admin.createTopics(List.of(new NewTopic(ANEW, 2, (short) 1))).all().get();
            send(producer, ANEW, 0, minute.minus(1, ChronoUnit.HOURS), 30);
            assertThat(perSecond(rates, ANEW)).isZero();
            admin.deleteTopics(List.of(ANEW)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(ANEW));
            admin.createTopics(List.of(new NewTopic(ANEW, 2, (short) 1))).all().get();
            send(producer, ANEW, 0, minute.plusSeconds(10), 8);

            assertThat(perSecond(rates, ANEW)).isEqualTo(8 / 80.0);

            admin.deleteTopics(List.of(ANEW)).all().get();
        }
    }
}
