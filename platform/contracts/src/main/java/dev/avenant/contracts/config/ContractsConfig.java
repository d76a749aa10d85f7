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
 * @param internalTopics those that services keep for themselves
 * @param types the shared types by name, in the order of the file
 * @param preset which findings there are before single rules are set
 * @param lint what rules are set to, by rule id
 * @param readers what reads the events
 */
public record ContractsConfig(
        String namespace,
        CompatibilityLevel defaultCompatibility,
        Map<String, TopicContract> topics,
        List<InternalTopics> internalTopics,
        Map<String, TypeContract> types,
        Preset preset,
        Map<String, LintSetting> lint,
        List<Waiver> waivers,
        ReaderContracts readers) {
    /** The name of the file. */
    public static final String FILE = "contracts.yaml";

    /** What a rule's findings count for. */
    public enum LintSetting {
        /** They fail the check. */
        ERROR,
        /** They are shown. */
        WARN,
        /** They are not looked for. */
        OFF;

        /** The setting of that name, or empty when there is none. */
        public static Optional<LintSetting> named(String name) {
            return switch (name) {
                case "error" -> Optional.of(ERROR);
                case "warn" -> Optional.of(WARN);
                // YAML takes a bare off for false, but the text is what was written
                case "off", "false" -> Optional.of(OFF);
                default -> Optional.empty();
            };
        }
    }

    /** Which findings there are before single rules are set. */
    public enum Preset {
        /** Only what breaks or corrupts a reader, and files that are no schemas. */
        BREAKING,
        /** Everything that the rules find. */
        FULL
    }

    /** What counts for schemas of which no {@code contracts.yaml} says anything. */
    public static ContractsConfig without(CompatibilityLevel level, Preset preset, Map<String, LintSetting> lint) {
        return new ContractsConfig(
                "", level, Map.of(), List.of(), Map.of(), preset, lint, List.of(), ReaderContracts.none());
    }

    /** Contracts that say nothing, to go on with when the file cannot be read. */
    public static ContractsConfig empty() {
        return new ContractsConfig(
                "",
                CompatibilityLevel.BACKWARD,
                Map.of(),
                List.of(),
                Map.of(),
                Preset.FULL,
                Map.of(),
                List.of(),
                ReaderContracts.none());
    }

    /**
     * Reads the text of a {@code contracts.yaml}.
     *
     * @param file what messages call it
     * @throws dev.avenant.contracts.files.ContractsFileException when it does not say what it must
     */
    public static ContractsConfig parse(String file, String text) {
        return ContractsConfigReader.read(YamlValue.parse(file, text));
    }

    /** The same with other readers. */
    public ContractsConfig withReaders(ReaderContracts others) {
        return new ContractsConfig(
                namespace, defaultCompatibility, topics, internalTopics, types, preset, lint, waivers, others);
    }

    /** What is said of a topic that a service keeps for itself, if it is one. */
    public Optional<InternalTopics> internal(String topic) {
        return internalTopics.stream().filter(each -> each.covers(topic)).findFirst();
    }

    /** The topic that carries the event, if one does. */
    public Optional<TopicContract> topicOf(String event) {
        return topics.values().stream()
                .filter(topic -> topic.events().containsKey(event))
                .findFirst();
    }
}
