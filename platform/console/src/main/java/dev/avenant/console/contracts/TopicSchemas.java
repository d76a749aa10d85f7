package dev.avenant.console.contracts;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryAwayException;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.console.registry.RejectedQuestionException;
import dev.avenant.console.registry.VersionLink;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.operations.events.SchemaUsage;
import dev.avenant.registry.client.api.SubjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * With which schemas the values of a topic were written, beside those that its contract declares. A Kafka or a registry that
 * is away is said in the answer.
 */
@PerCluster
public class TopicSchemas {

    /** The registry is asked for the subjects of each, one after the other. */
    private static final int MOST_ASKED = 50;

    private final RecordCounts counts;
    private final KafkaConnection kafka;
    private final RegistryQuestions registry;
    private final DeclaredContracts declared;
    private final Access access;

    TopicSchemas(
            RecordCounts counts,
            KafkaConnection kafka,
            RegistryQuestions registry,
            DeclaredContracts declared,
            Access access) {
        this.counts = counts;
        this.kafka = kafka;
        this.registry = registry;
        this.declared = declared;
        this.access = access;
    }

    /**
     * What is on a topic.
     *
     * @param searched how many records were looked at
     * @param total how many there are
     * @param isWhole whether all were looked at
     * @param problem why Kafka or the registry did not answer, in a sentence; null when both did
     * @param schemas in the order of their ids
     */
    public record Found(
            long searched,
            long total,
            boolean isWhole,
            @Nullable String problem,
            List<OnTopic> schemas) {

        public Found {
            schemas = List.copyOf(schemas);
        }
    }

    /**
     * A schema that values of a topic were written with.
     *
     * @param id the id or the GUID that they name; a dash for those that name none
     * @param versions that have it, of subjects that may be seen
     * @param records how many
     * @param isAtMost whether some of them may be gone since they were counted
     * @param sources who says that they published them, in order
     * @param isUndeclared whether no event of the topic's contract has it
     */
    public record OnTopic(
            String id,
            List<VersionLink> versions,
            long records,
            boolean isAtMost,
            List<String> sources,
            boolean isUndeclared) {

        public OnTopic {
            versions = List.copyOf(versions);
            sources = List.copyOf(sources);
        }

        /** Who says that they published the records, in one line. */
        public String shownSources() {
            return ShownText.line(String.join(", ", sources));
        }
    }

    /**
     * What is on a topic.
     *
     * @param language of the sentence that says who did not answer
     * @throws dev.avenant.console.access.UnseenTopicException if it may not be seen
     */
    public Found of(String topic, Locale language) {
        access.requireTopic(topic);
        RecordCounts.Counts counted;
        try {
            counted = kafka.ask(() -> {
                try (Admin admin = kafka.admin()) {
                    return counts.of(admin, List.of(topic), false);
                }
            });
        } catch (KafkaAwayException | AccessRefusedException | TopicNotFoundException failed) {
            return new Found(0, 0, false, ShownText.line(Messages.of(failed).in(language)), List.of());
        }
        Map<String, List<SchemaUsage.Use>> byId = counted.uses().getOrDefault(topic, List.of()).stream()
                .collect(Collectors.groupingBy(SchemaUsage.Use::schemaId, TreeMap::new, Collectors.toList()));
        Map<String, List<SubjectVersion>> versions = new HashMap<>();
        String problem = null;
        try {
            versions = registry.ask(client -> {
                Map<String, List<SubjectVersion>> found = new HashMap<>();
                byId.keySet().stream()
                        .filter(id -> id.matches("[0-9]{1,9}"))
                        .limit(MOST_ASKED)
                        .forEach(id -> found.put(id, client.usesOf(Integer.parseInt(id), null)));
                return found;
            });
        } catch (RegistryAwayException | RejectedQuestionException | AccessRefusedException failed) {
            problem = ShownText.line(Messages.of(failed).in(language));
        }
        return new Found(
                counted.searched(), counted.total(), counted.isWhole(), problem, schemas(topic, byId, versions));
    }

    private List<OnTopic> schemas(
            String topic, Map<String, List<SchemaUsage.Use>> byId, Map<String, List<SubjectVersion>> versions) {
        Set<String> subjects = declared.tree().stream()
                .flatMap(tree -> tree.all().stream())
                .filter(contract -> contract.topic()
                        .filter(carrier -> carrier.name().equals(topic))
                        .isPresent())
                .map(Contract::subject)
                .collect(Collectors.toSet());
        List<OnTopic> schemas = new ArrayList<>();
        byId.forEach((id, uses) -> {
            List<SubjectVersion> found = versions.getOrDefault(id, List.of());
            Set<String> sources = new TreeSet<>();
            uses.forEach(use -> sources.addAll(use.sources()));
            schemas.add(new OnTopic(
                    id,
                    found.stream()
                            .filter(version -> access.seesSubject(version.subject()))
                            .map(version -> new VersionLink(version.subject(), version.version()))
                            .toList(),
                    uses.stream().mapToLong(SchemaUsage.Use::count).sum(),
                    uses.stream().anyMatch(SchemaUsage.Use::isAtMost),
                    List.copyOf(sources),
                    !subjects.isEmpty()
                            && !found.isEmpty()
                            && found.stream().noneMatch(version -> subjects.contains(version.subject()))));
        });
        return schemas;
    }
}
