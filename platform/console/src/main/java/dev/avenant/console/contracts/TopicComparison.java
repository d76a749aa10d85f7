package dev.avenant.console.contracts;

import dev.avenant.console.contracts.CataloguedTopic.Participant;
import dev.avenant.console.contracts.CataloguedTopic.Sight;
import dev.avenant.console.contracts.Difference.Kind;
import dev.avenant.console.contracts.RunningTopics.Part;
import dev.avenant.console.contracts.RunningTopics.RunningTopic;
import dev.avenant.contracts.config.TopicContract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One topic as it is declared beside the same as it runs.
 *
 * @param contract null when none is declared
 * @param running null when Kafka does not have it, or did not answer
 * @param services which service is behind the name of a group or a producer
 * @param missing what Kafka did not say
 */
record TopicComparison(
        String name,
        @Nullable TopicContract contract,
        @Nullable RunningTopic running,
        ServiceNames services,
        Set<Part> missing) {

    List<Participant> producers() {
        return participants(contract == null ? List.of() : contract.producers(), writers());
    }

    List<Participant> consumers() {
        return participants(declaredConsumers(), readers());
    }

    /** Where the two differ; what is not known differs from nothing. */
    List<Difference> differences() {
        if (contract == null) {
            return List.of(Difference.of(Kind.TOPIC_WITHOUT_CONTRACT, name));
        }
        if (running == null) {
            return List.of(Difference.of(Kind.CONTRACT_WITHOUT_TOPIC, name));
        }
        List<Difference> differences = new ArrayList<>(Difference.ofSettings(
                contract, running.partitions(), running.retentionMs(), !missing.contains(Part.SETTINGS)));
        for (Participant consumer : consumers()) {
            if (consumer.sight() == Sight.SEEN) {
                consumer.seenAs()
                        .forEach(group -> differences.add(Difference.by(Kind.GROUP_NOT_DECLARED, name, group)));
            } else if (consumer.sight() == Sight.DECLARED && !missing.contains(Part.GROUPS)) {
                differences.add(Difference.by(Kind.CONSUMER_WITHOUT_GROUP, name, consumer.name()));
            }
        }
        for (Participant producer : producers()) {
            if (producer.sight() == Sight.SEEN) {
                producer.seenAs().forEach(id -> differences.add(Difference.by(Kind.PRODUCER_NOT_DECLARED, name, id)));
            }
        }
        return differences;
    }

    private Set<String> declaredConsumers() {
        Set<String> consumers = new TreeSet<>();
        if (contract != null) {
            contract.events().values().forEach(event -> consumers.addAll(event.consumers()));
        }
        return consumers;
    }

    private Map<String, Set<String>> writers() {
        Map<String, Set<String>> writers = new TreeMap<>();
        if (running != null) {
            running.transactionalIds()
                    .forEach(id -> add(writers, services.of(id).orElse(id), id));
        }
        return writers;
    }

    private Map<String, Set<String>> readers() {
        Map<String, Set<String>> readers = new TreeMap<>();
        if (running != null) {
            running.groups()
                    .forEach((group, clientIds) ->
                            add(readers, services.ofGroup(group, clientIds).orElse(group), group));
        }
        return readers;
    }

    private static void add(Map<String, Set<String>> names, String service, String name) {
        names.computeIfAbsent(service, any -> new TreeSet<>()).add(name);
    }

    private static List<Participant> participants(Collection<String> declared, Map<String, Set<String>> seen) {
        Set<String> names = new TreeSet<>(declared);
        names.addAll(seen.keySet());
        return names.stream()
                .map(name -> {
                    Set<String> seenAs = seen.getOrDefault(name, Set.of());
                    boolean isDeclared = declared.contains(name);
                    return new Participant(
                            name,
                            !isDeclared ? Sight.SEEN : seenAs.isEmpty() ? Sight.DECLARED : Sight.DECLARED_AND_SEEN,
                            List.copyOf(seenAs));
                })
                .toList();
    }
}
