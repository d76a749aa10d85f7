package dev.avenant.contracts.config;

import dev.avenant.registry.client.api.CompatibilityLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code contracts.yaml} says.
 *
 * @param namespace what the namespaces of all schemas begin with; empty text for any
 * @param topics by name, in the order of the file
 * @param types the shared types by name, in the order of the file
 * @param lint what rules are set to, by rule id
 */
public record ContractsConfig(
        String namespace,
        CompatibilityLevel defaultCompatibility,
        Map<String, TopicContract> topics,
        Map<String, TypeContract> types,
        Map<String, LintSetting> lint,
        List<Waiver> waivers) {
    /** The name of the file. */
    public static final String FILE = "contracts.yaml";

    /** What a rule's findings count for. */
    public enum LintSetting {
        /** They fail the check. */
        ERROR,
        /** They are shown. */
        WARN,
        /** They are not looked for. */
        OFF
    }

    /** Contracts that say nothing, to go on with when the file cannot be read. */
    public static ContractsConfig empty() {
        return new ContractsConfig("", CompatibilityLevel.BACKWARD, Map.of(), Map.of(), Map.of(), List.of());
    }

    /**
     * Reads the text of a {@code contracts.yaml}.
     *
     * @param file what messages call it
     * @throws ContractsFileException when it does not say what it must
     */
    public static ContractsConfig parse(String file, String text) {
        return ContractsConfigReader.read(YamlValue.parse(file, text));
    }

    /** The topic that carries the event, if one does. */
    public Optional<TopicContract> topicOf(String event) {
        return topics.values().stream()
                .filter(topic -> topic.events().containsKey(event))
                .findFirst();
    }
}
