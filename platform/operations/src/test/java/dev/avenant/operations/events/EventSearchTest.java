package dev.avenant.operations.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a search takes, and what it says of that. */
@Tag("broker")
class EventSearchTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private static final ExpressionValues NONE = record -> "";

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void endsWhenItsTimeIsOverAndSaysSo() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        EventQuery nobody = new EventQuery(null, true, "nobody", null, List.of(), null, null, null, null, null);
        try (Admin admin = KafkaClients.admin(settings, ENOUGH);
                Producer<byte[], byte[]> producer = KafkaClients.producer(settings, ENOUGH);
                TopicReader reader = new TopicReader(settings, ENOUGH)) {
            admin.createTopics(List.of(new NewTopic("searched", 1, (short) 1)))
                    .all()
                    .get();
            for (int number = 0; number < 1200; number++) {
                var unused = producer.send(new ProducerRecord<>("searched", "value".getBytes(UTF_8)));
            }
            producer.flush();

            EventSearch.Found stopped = EventSearch.search(reader, "searched", nobody, NONE, 50, Duration.ZERO);
            EventSearch.Found whole = EventSearch.search(reader, "searched", nobody, NONE, 50, ENOUGH);

            assertThat(stopped.end()).isEqualTo(EventSearch.End.TIME);
            assertThat(stopped.searched()).isLessThan(1200);
            assertThat(stopped.total()).isEqualTo(1200);
            assertThat(whole)
                    .isEqualTo(new EventSearch.Found(
                            List.of(),
                            1200,
                            1200,
                            null,
                            EventSearch.End.WHOLE,
                            null,
                            new TreeMap<>(Map.of(0, new SearchedSpan(0, 0, 1200, 1200)))));
            admin.deleteTopics(List.of("searched")).all().get();
        }
    }
}
