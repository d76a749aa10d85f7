package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.KafkaBroker;
import dev.avenant.kafka.embedded.KafkaBrokerSettings;
import dev.avenant.registry.client.HttpRegistryClient;
import dev.avenant.registry.client.RegistryClient;
import dev.avenant.registry.client.SchemaDefinition;
import dev.avenant.registry.log.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the topic when Kafka has compacted it, and the registry starts on that. */
@Tag("broker")
class CompactionTest {

    private static final String TOPIC = "_compacted";

    @TempDir
    Path folder;

    @Test
    void bringsNothingBackThatWasDeletedAndGivesNoIdTwice() throws Exception {
        KafkaBrokerSettings settings = KafkaBrokerSettings.in(folder)
                .withOverrides(Map.of("log.cleaner.backoff.ms", "100", "log.retention.check.interval.ms", "100"));
        try (KafkaBroker kafka = KafkaBroker.start(settings)) {
            createTopicThatIsCompactedAtOnce(kafka);
            SchemaRegistryConfig config =
                    SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic(TOPIC);
            try (SchemaRegistry registry = SchemaRegistry.start(config)) {
                RegistryClient client = clientOf(registry);
                client.register("kept", SchemaDefinition.of(recordNamed("Kept")), false);
                client.register("hidden", SchemaDefinition.of(recordNamed("Hidden")), false);
                client.deleteSubject("hidden", false);
                assertThat(client.register("gone", SchemaDefinition.of(recordNamed("Gone")), false)
                                .id())
                        .isEqualTo(3);
                client.deleteSubject("gone", false);
                client.deleteSubject("gone", true);
                awaitThatTheTopicForgets("Gone", kafka, client);
            }

            try (SchemaRegistry again = SchemaRegistry.start(config)) {
                RegistryClient client = clientOf(again);

                assertThat(client.subjects()).contains("kept").doesNotContain("hidden", "gone");
                assertThat(client.byId(1)).isPresent();
                assertThat(client.byId(2)).isPresent();
                assertThat(client.byId(3)).isEmpty();
                Integer next = client.register("next", SchemaDefinition.of(recordNamed("Next")), false)
                        .id();
                assertThat(next).isGreaterThan(3);
                assertThat(TopicReader.all(kafka.bootstrapServers(), TOPIC))
                        .filteredOn(record ->
                                record.value() != null && record.value().contains("\"id\":" + next + ","))
                        .hasSize(1);
            }
        }
    }

    private static void createTopicThatIsCompactedAtOnce(KafkaBroker kafka) throws Exception {
        Map<String, String> eager = Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "50",
                "min.cleanable.dirty.ratio", "0.01",
                "max.compaction.lag.ms", "50",
                "delete.retention.ms", "0");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(eager)))
                    .all()
                    .get();
        }
    }

    /** Goes on writing, since the part that is written to is never compacted. */
    private static void awaitThatTheTopicForgets(String schema, KafkaBroker kafka, RegistryClient client) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (TopicReader.all(kafka.bootstrapServers(), TOPIC).stream()
                .anyMatch(record -> record.value() != null && record.value().contains("\\\"" + schema + "\\\""))) {
            assertThat(System.nanoTime()).as("compaction within 60 s").isLessThan(deadline);
            client.register("noise", SchemaDefinition.of(recordNamed("Noise")), false);
            client.deleteSubject("noise", false);
        }
    }

    private static String recordNamed(String name) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[]}";
    }

    private static RegistryClient clientOf(SchemaRegistry registry) {
        return new HttpRegistryClient(registry.url(), Duration.ofSeconds(30));
    }
}
