package dev.avenant.console.contracts;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.contracts.VersionUse.Behind;
import dev.avenant.console.contracts.VersionUse.Place;
import dev.avenant.console.contracts.VersionUse.Reason;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.operations.events.SchemaUsage;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.registry.client.api.RegisteredSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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

    /** The registry is asked for what refers to each, one after the other. */
    private static final int MOST_ASKED = 100;

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

    /** Who uses a subject; empty when there is none of that name, or it may not be seen. */
    public Optional<Uses> of(String subject) {
        if (!access.seesSubject(subject)) {
            return Optional.empty();
        }
        List<Registered> versions = versions(subject);
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        List<Contract> contracts = contracts(subject);
        Seen seen;
        try {
            seen = kafka.ask(() -> seen(subject, contracts));
        } catch (KafkaAwayException | AccessRefusedException failed) {
            seen = Seen.nothing(ShownText.line(String.valueOf(failed.getMessage())));
        }
        boolean isType = contracts.stream().anyMatch(Contract::isType);
        List<VersionUse> uses = new ArrayList<>();
        for (Registered version : versions) {
            uses.add(use(version, version.equals(versions.get(0)), isType, seen));
        }
        return Optional.of(new Uses(
                subject,
                seen.topics(),
                declared(contracts),
                seen.searched(),
                seen.total(),
                seen.isWhole(),
                seen.away(),
                uses));
    }

    /** A version with what records name it by. */
    private record Registered(int version, int id, Set<String> names, int users) {}

    private List<Registered> versions(String subject) {
        return registry.ask(client -> {
            List<RegisteredSchema> found = new ArrayList<>();
            client.eachSchema(subject, false, schema -> {
                if (subject.equals(schema.subject())) {
                    found.add(schema);
                }
            });
            found.sort(Comparator.comparing(VersionUses::numberOf).reversed());
            List<Registered> versions = new ArrayList<>();
            for (RegisteredSchema schema : found) {
                int users = versions.size() < MOST_ASKED
                        ? client.referencesTo(subject, numberOf(schema)).size()
                        : 0;
                int id = Objects.requireNonNullElse(schema.id(), 0);
                Set<String> names = new TreeSet<>(Set.of(String.valueOf(id)));
                Optional.ofNullable(schema.guid()).ifPresent(names::add);
                versions.add(new Registered(numberOf(schema), id, names, users));
            }
            return versions;
        });
    }

    private static int numberOf(RegisteredSchema schema) {
        return Objects.requireNonNullElse(schema.version(), 0);
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
            SubjectTopics topics = SubjectTopics.of(subject, contracts, there);
            List<String> searched = Stream.concat(topics.carriers().stream(), topics.copies().stream())
                    .sorted()
                    .toList();
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

    private Map<String, Map<TopicPartition, Long>> committed(Admin admin, Collection<String> topics) {
        GroupOffsets offsets = new GroupOffsets(admin, kafka);
        Map<String, Map<TopicPartition, Long>> committed = offsets.committed(offsets.names());
        committed.values().forEach(group -> group.keySet().removeIf(partition -> !topics.contains(partition.topic())));
        return committed;
    }

    private static VersionUse use(Registered version, boolean isLatest, boolean isType, Seen seen) {
        List<Place> places = new ArrayList<>();
        Set<String> sources = new TreeSet<>();
        List<Behind> behind = new ArrayList<>();
        seen.uses().forEach((topic, uses) -> {
            List<SchemaUsage.Use> own = uses.stream()
                    .filter(use -> version.names().contains(use.schemaId()))
                    .toList();
            own.forEach(use -> {
                places.add(new Place(topic, use.partition(), use.count(), use.isAtMost(), use.last()));
                sources.addAll(use.sources());
            });
            seen.committed().forEach((group, committed) -> {
                if (own.stream()
                        .anyMatch(use -> isBehind(committed.get(new TopicPartition(topic, use.partition())), use))) {
                    behind.add(new Behind(group, topic));
                }
            });
        });
        return new VersionUse(
                version.version(),
                version.id(),
                places,
                List.copyOf(sources),
                behind,
                version.users(),
                reasons(version, isLatest, isType, !places.isEmpty(), seen));
    }

    private static boolean isBehind(@Nullable Long committed, SchemaUsage.Use use) {
        return committed != null && committed <= use.last();
    }

    private static List<Reason> reasons(
            Registered version, boolean isLatest, boolean isType, boolean hasRecords, Seen seen) {
        List<Reason> reasons = new ArrayList<>();
        if (isLatest) {
            reasons.add(Reason.LATEST);
        }
        if (hasRecords) {
            reasons.add(Reason.RECORDS);
        }
        if (version.users() > 0) {
            reasons.add(Reason.REFERENCED);
        }
        if (seen.away() != null) {
            reasons.add(Reason.KAFKA_AWAY);
        } else if (seen.topics().isEmpty() && !isType) {
            reasons.add(Reason.TOPIC_UNKNOWN);
        } else if (!seen.isWhole()) {
            reasons.add(Reason.NOT_ALL_READ);
        }
        return reasons;
    }
}
