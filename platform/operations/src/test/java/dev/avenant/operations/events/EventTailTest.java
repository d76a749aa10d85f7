package dev.avenant.operations.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who follows a topic that brings more than can be looked at is told what was passed over, and sees the newest. */
@Tag("broker")
class EventTailTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final int BUSY_STEPS = 5;
    private static final int ALL = 20_000;

    @Test
    void passesOverWhatItCannotKeepUpWithAndCountsIt() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = KafkaClients.admin(settings, ENOUGH);
                Producer<byte[], byte[]> producer = KafkaClients.producer(settings, ENOUGH);
                TopicReader reader = new TopicReader(settings, ENOUGH)) {
            admin.createTopics(List.of(new NewTopic("hurried", 1, (short) 1)))
                    .all()
                    .get();
            EventTail tail = new EventTail(reader, "hurried", EventQuery.NEWEST, record -> "");
            for (int number = 0; number < ALL; number++) {
                var unused = producer.send(new ProducerRecord<>("hurried", "value".getBytes(UTF_8)));
            }
            producer.flush();

            long came = 0;
            long passed = 0;
            for (int step = 1; step <= BUSY_STEPS; step++) {
                assertThat(passed).as("passed over before step " + step).isZero();
                EventTail.Step next = tail.next(50, Duration.ZERO);
                assertThat(next.records()).hasSizeLessThanOrEqualTo(50);
                came += next.came();
                passed += next.passed();
            }
            producer.send(new ProducerRecord<>("hurried", "last".getBytes(UTF_8)))
                    .get();
            EventTail.Step after = tail.next(50, Duration.ofSeconds(1));

            assertThat(passed).isPositive();
            assertThat(came + passed).isEqualTo(ALL);
            assertThat(after.records())
                    .extracting(record -> new String(record.value(), UTF_8))
                    .containsExactly("last");
            admin.deleteTopics(List.of("hurried")).all().get();
        }
    }
}
