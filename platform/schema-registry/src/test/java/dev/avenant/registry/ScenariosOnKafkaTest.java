package dev.avenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avenant.kafka.embedded.EmbeddedKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays scenarios whose answers depend on what is written to a topic: one of each kind of record, and those whose records
 * the broker refuses. {@link RecordedScenariosTest} has the others, which are replayed here too before a release.
 */
@Tag("broker")
class ScenariosOnKafkaTest {

    @RegisterExtension
    static final EmbeddedKafka kafka = EmbeddedKafka.perJvm();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60-associations-basic.json",
                "60-associations-batch-all-operations.json",
                "66-soft-deleted-version-kept.json",
                "71-schema-too-large.json",
                "75-too-large-for-broker.json",
                "76-metadata-encoder.json",
                "81-rule-set-carrying.json",
                "87-import-verbatim.json",
                "90-self-reference-deletes.json",
                "97-delete-contexts.json"
            })
    void answersAsRecorded(String scenario) throws Exception {
        replay(scenario);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("dev.avenant.registry.RecordedScenariosTest#scenarios")
    void answersEveryOtherScenarioAsRecorded(String scenario) throws Exception {
        replay(scenario);
    }

    private static void replay(String scenario) throws Exception {
        Transcript transcript = Transcript.read("/registry/" + scenario);
        String topic = "_scenario_" + scenario.replace(".json", "") + "_" + System.nanoTime();
        createTopic(topic, transcript.brokerProperties());
        SchemaRegistryConfig config =
                SchemaRegistryConfig.kafka(kafka.bootstrapServers()).topic(topic);
        for (Map.Entry<String, String> property : transcript.properties().entrySet()) {
            config = config.with(property.getKey(), property.getValue());
        }

        List<String> differences;
        try (SchemaRegistry registry = SchemaRegistry.start(config)) {
            differences = transcript.differences(registry.url());
        }

        assertThat(differences).isEmpty();
    }

    /** What was set for the broker of the recording is set for the topic alone. */
    private static void createTopic(String topic, Map<String, String> brokerProperties) throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of("cleanup.policy", "compact"));
        brokerProperties.forEach(
                (name, value) -> properties.put(name.equals("message.max.bytes") ? "max.message.bytes" : name, value));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(properties)))
                    .all()
                    .get();
        }
    }
}
