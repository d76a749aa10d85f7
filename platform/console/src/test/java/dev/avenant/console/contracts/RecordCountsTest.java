package dev.avenant.console.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("broker")
class RecordCountsTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void passesOverATopicThatWasDeletedSinceItWasListed() throws Exception {
        KafkaConnection connection = new KafkaConnection(Cluster.only(new ConsoleSettings(
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
        try (Admin admin = connection.admin();
                Producer<byte[], byte[]> producer = connection.replayProducer()) {
            admin.createTopics(List.of(new NewTopic("counted", 1, (short) 1)))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("counted", new byte[] {0, 0, 0, 0, 7, 2}))
                    .get();

            RecordCounts.Counts counts = new RecordCounts(connection).of(admin, List.of("counted", "deleted"), false);

            assertThat(counts.uses()).containsOnlyKeys("counted");
            assertThat(counts.searched()).isEqualTo(1);
            assertThat(counts.isWhole()).isTrue();
            admin.deleteTopics(List.of("counted")).all().get();
        }
    }
}
