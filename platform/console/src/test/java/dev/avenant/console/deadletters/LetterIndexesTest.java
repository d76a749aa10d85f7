package dev.avenant.console.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.kafka.embedded.EmbeddedKafka;
import dev.avenant.operations.letters.LetterTarget;
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

/** How much is kept of dead-letter topics. */
@Tag("broker")
class LetterIndexesTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @Test
    void haveABoundHoweverManyTargetsAreAskedFor() throws Exception {
        KafkaConnection connection = new KafkaConnection(Cluster.only(new ConsoleSettings(
                "http://localhost:1",
                Map.of(),
                kafka.bootstrapServers(),
                Map.of(),
                Set.of(),
                ENOUGH,
                null,
                false,
                new ConsoleSettings.Audit(null),
                null,
                List.of())));
        String topic = "bounded.books.dlt";
        try (Admin admin = connection.admin();
                Producer<byte[], byte[]> producer = connection.replayProducer()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            for (int number = 0; number < 3; number++) {
                producer.send(new ProducerRecord<>(topic, "garbage".getBytes(UTF_8)))
                        .get();
            }
            LetterIndexes indexes = new LetterIndexes(connection, 7);

            for (int target = 0; target < 20; target++) {
                assertThat(indexes.of(topic, LetterTarget.topic("to-" + target), ENOUGH)
                                .letters())
                        .isEqualTo(3);

                assertThat(indexes.letters()).isLessThanOrEqualTo(7);
            }
            assertThat(indexes.letters()).isEqualTo(6);
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }
}
