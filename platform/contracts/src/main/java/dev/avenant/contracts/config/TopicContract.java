package dev.avenant.contracts.config;

import dev.avenant.finding.SourceLocation;
import dev.avenant.registry.client.api.CompatibilityLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code contracts.yaml} says about a topic.
 *
 * @param description one sentence, or empty text
 * @param owner the service that answers for it
 * @param key what its records are keyed by
 * @param retention how long records are kept; empty means for ever
 * @param subject how the subjects of its values are called
 * @param producers services that write to it
 * @param events the events it carries, by name, in the order of the file
 */
public record TopicContract(
        String name,
        SourceLocation location,
        String description,
        String owner,
        KeyContract key,
        int partitions,
        Optional<Duration> retention,
        CompatibilityLevel compatibility,
        SubjectNaming subject,
        List<String> producers,
        Map<String, EventContract> events) {
    /**
     * What {@code contracts.yaml} says about an event.
     *
     * @param subject how its subject is called
     * @param consumers services that read it
     */
    public record EventContract(
            String name,
            SourceLocation location,
            CompatibilityLevel compatibility,
            SubjectNaming subject,
            List<String> consumers) {
        public EventContract {
            consumers = List.copyOf(consumers);
        }
    }

    public TopicContract {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1 but was " + partitions);
        }
        producers = List.copyOf(producers);
    }

    /** The subject of a schema on the topic, an event's or the key's. */
    public String subjectOf(String schema, String fullName) {
        if (key.isCalled(schema, fullName)) {
            return key.subject().keysOf(name, fullName);
        }
        return namingOf(schema).valuesOf(name, fullName);
    }

    /** How the subject of an event is called. */
    public SubjectNaming namingOf(String event) {
        EventContract listed = events.get(event);
        return listed == null ? subject : listed.subject();
    }

    /**
     * Where a topic that is there is not as this says.
     *
     * @param found how many partitions it has
     * @param retentionMs the topic's own setting; null when it has none
     * @param knowsRetention whether that is known
     */
    public List<TopicDifference> differences(int found, @Nullable String retentionMs, boolean knowsRetention) {
        List<TopicDifference> differences = new ArrayList<>();
        if (partitions != found) {
            differences.add(new TopicDifference(
                    TopicDifference.Setting.PARTITIONS, String.valueOf(partitions), String.valueOf(found)));
        }
        String wanted = retention.map(time -> String.valueOf(time.toMillis())).orElse("-1");
        if (knowsRetention && !wanted.equals(retentionMs)) {
            differences.add(new TopicDifference(TopicDifference.Setting.RETENTION, wanted, retentionMs));
        }
        return differences;
    }
}
