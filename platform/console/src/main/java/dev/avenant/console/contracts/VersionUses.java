package dev.avenant.console.contracts;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.operations.events.SchemaUsage;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.registry.RegisteredVersion;
import dev.avenant.operations.registry.SubjectTopics;
import dev.avenant.operations.registry.VersionUse;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Who produces and consumes each version of a subject: who is declared to, and what the records say that are retained. A
 * topic that is too long for one look is read on at the next; what was read is forgotten after half an hour. Throws {@link
 * dev.avenant.console.registry.RegistryAwayException} or {@link AccessRefusedException}; a Kafka that is away is said in
 * the answer.
 */
@PerCluster
public class VersionUses {

    private final RegistryQuestions registry;
    private final KafkaConnection kafka;
    private final DeclaredContracts declared;
    private final Access access;
    private final RecordCounts counts;

    VersionUses(
            RegistryQuestions registry,
            KafkaConnection kafka,
            DeclaredContracts declared,
            Access access,
            RecordCounts counts) {
        this.registry = registry;
        this.kafka = kafka;
        this.declared = declared;
        this.access = access;
        this.counts = counts;
    }

    /**
     * Who uses a subject.
     *
     * @param topics those that were searched, by name
     * @param declared who is declared to
     * @param searched how many records were looked at
     * @param total how many there are
     * @param isWhole whether all were looked at
     * @param away why Kafka did not answer, in a sentence; null when it did
     * @param versions the newest first
     */
    public record Uses(
            String subject,
            List<String> topics,
            DeclaredUse declared,
            long searched,
            long total,
            boolean isWhole,
            @Nullable String away,
            List<VersionUse> versions) {

        public Uses {
            topics = List.copyOf(topics);
            versions = List.copyOf(versions);
        }

        /** The subject as a page shows it. */
        public String shownSubject() {
            return ShownText.line(subject);
        }
    }

    /**
     * Who is declared to use a subject.
     *
     * @param isKnown whether {@code contracts.yaml} has it on a topic
     */
    public record DeclaredUse(boolean isKnown, List<String> producers, List<String> consumers) {
        public DeclaredUse {
            producers = List.copyOf(producers);
            consumers = List.copyOf(consumers);
        }

        /** The producers, in one line; a dash for none. */
        public String shownProducers() {
            return producers.isEmpty() ? "–" : ShownText.line(String.join(", ", producers));
        }

        /** The consumers, in one line; a dash for none. */
        public String shownConsumers() {
            return consumers.isEmpty() ? "–" : ShownText.line(String.join(", ", consumers));
        }
    }

    /** Who is declared to use a subject, without a look at Kafka or the registry. */
    public DeclaredUse declared(String subject) {
        List<Contract> contracts = access.seesSubject(subject) ? contracts(subject) : List.of();
        return declared(contracts);
    }

    private static DeclaredUse declared(List<Contract> contracts) {
        return new DeclaredUse(
                contracts.stream().anyMatch(contract -> contract.topic().isPresent()),
                contracts.stream()
                        .flatMap(contract -> contract.topic().stream())
                        .flatMap(topic -> topic.producers().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                contracts.stream()
                        .flatMap(contract -> contract.consumers().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /**
     * Who uses a subject; empty when there is none of that name, or it may not be seen.
     *
     * @param language of the sentence that says why Kafka did not answer
     */
    public Optional<Uses> of(String subject, Locale language) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        List<RegisteredVersion> versions = registry.ask(client -> RegisteredVersion.of(client, subject));
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        List<Contract> contracts = contracts(subject);
        Seen seen;
        try {
            seen = kafka.ask(() -> seen(subject, contracts));
        } catch (KafkaAwayException | AccessRefusedException failed) {
            seen = Seen.nothing(ShownText.line(Messages.of(failed).in(language)));
        }
        boolean isType = contracts.stream().anyMatch(Contract::isType);
        return Optional.of(new Uses(
                subject,
                seen.topics(),
                declared(contracts),
                seen.searched(),
                seen.total(),
                seen.isWhole(),
                seen.away(),
                VersionUse.of(versions, isType, seen.ofSubject())));
    }

    /** The contracts of a subject, without those of topics that may not be seen. */
    private List<Contract> contracts(String subject) {
        Permissions mine = access.mine();
        return declared.tree().stream()
                .flatMap(tree -> tree.all().stream())
                .filter(contract -> contract.subject().equals(subject))
                .filter(contract -> contract.topic()
                        .filter(topic -> !mine.seesTopic(topic.name()))
                        .isEmpty())
                .toList();
    }

    /**
     * What Kafka has.
     *
     * @param uses by topic
     * @param committed what each group committed
     */
    private record Seen(
            List<String> topics,
            Map<String, List<SchemaUsage.Use>> uses,
            Map<String, Map<TopicPartition, Long>> committed,
            long searched,
            long total,
            boolean isWhole,
            @Nullable String away) {
        VersionUse.Seen ofSubject() {
            return new VersionUse.Seen(uses, committed, isWhole, away != null);
        }

        static Seen nothing(String away) {
            return new Seen(List.of(), Map.of(), Map.of(), 0, 0, false, away);
        }
    }

    private Seen seen(String subject, List<Contract> contracts) {
        try (Admin admin = kafka.admin()) {
            Permissions mine = access.mine();
            List<String> there =
                    kafka
                            .answer(admin.listTopics(new ListTopicsOptions().listInternal(false))
                                    .names())
                            .stream()
                            .filter(mine::seesTopic)
                            .toList();
            SubjectTopics topics = topicsOf(subject, contracts, there);
            List<String> searched = topics.all();
            RecordCounts.Counts found = counts.of(admin, searched, topics.isOfKeys());
            return new Seen(
                    List.copyOf(found.uses().keySet()),
                    found.uses(),
                    committed(admin, topics.carriers()),
                    found.searched(),
                    found.total(),
                    found.isWhole(),
                    null);
        }
    }

    /**
     * Which of the topics that are there may have records of a subject.
     *
     * @param contracts those of the subject
     */
    static SubjectTopics topicsOf(String subject, List<Contract> contracts, Collection<String> there) {
        return contracts.isEmpty()
                ? SubjectTopics.named(subject, there)
                : SubjectTopics.declared(
                        contracts.stream()
                                .flatMap(contract -> contract.topic().stream())
                                .map(TopicContract::name)
                                .toList(),
                        contracts.get(0).isKey(),
                        there);
    }

    private Map<String, Map<TopicPartition, Long>> committed(Admin admin, Collection<String> topics) {
        GroupOffsets offsets = new GroupOffsets(admin, kafka);
        Map<String, Map<TopicPartition, Long>> committed = offsets.committed(offsets.names());
        committed.values().forEach(group -> group.keySet().removeIf(partition -> !topics.contains(partition.topic())));
        return committed;
    }
}
