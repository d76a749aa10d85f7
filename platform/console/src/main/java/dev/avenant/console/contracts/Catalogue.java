package dev.avenant.console.contracts;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.contracts.CataloguedTopic.EventType;
import dev.avenant.console.contracts.DeclaredContracts.Declared;
import dev.avenant.console.contracts.RunningTopics.Part;
import dev.avenant.console.contracts.RunningTopics.Running;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.operations.TopicNames;
import dev.avenant.operations.registry.SchemaWords;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The topics with their contracts: who is declared to write and read them, who is seen to, and where the two differ. When
 * Kafka is away, what is declared is there all the same.
 */
@PerCluster
public class Catalogue {

    private final DeclaredContracts declared;
    private final RunningTopics running;
    private final Access access;

    Catalogue(DeclaredContracts declared, RunningTopics running, Access access) {
        this.declared = declared;
        this.running = running;
        this.access = access;
    }

    /**
     * The catalogue.
     *
     * @param isConfigured whether the console was told where contracts are
     * @param problem why the contracts cannot be read, in a sentence; null when they can
     * @param away why Kafka did not answer, in a sentence; null when it did
     * @param missing what Kafka did not say although it answered, and why
     * @param topics by name
     */
    public record Catalogued(
            boolean isConfigured,
            @Nullable Sentence problem,
            @Nullable Sentence away,
            Map<Part, Sentence> missing,
            List<CataloguedTopic> topics) {

        public Catalogued {
            topics = List.copyOf(topics);
        }

        /** Those that have a text in a name or in their description, in upper or lower case; all for empty text. */
        public Catalogued with(String text) {
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            return new Catalogued(
                    isConfigured,
                    problem,
                    away,
                    missing,
                    topics.stream().filter(topic -> topic.mentions(wanted)).toList());
        }

        /** The topic of a name; empty when there is none. */
        public Optional<CataloguedTopic> topic(String name) {
            return topics.stream().filter(topic -> topic.name().equals(name)).findFirst();
        }

        /** All differences, topic by topic. */
        public List<Difference> differences() {
            return topics.stream()
                    .flatMap(topic -> topic.differences().stream())
                    .toList();
        }
    }

    /** The topics that may be seen. */
    public Catalogued read() {
        Declared contracts = declared.topics();
        Running seen = Running.NOTHING;
        Sentence away = null;
        try {
            seen = running.all();
        } catch (KafkaAwayException | AccessRefusedException failed) {
            away = Messages.of(failed);
        }
        Set<String> names = new TreeSet<>(contracts.topics().keySet());
        seen.topics().keySet().stream()
                .filter(this::isForEvents)
                .filter(topic -> contracts.internal(topic).isEmpty())
                .forEach(names::add);
        ServiceNames services = new ServiceNames(services(contracts));
        Map<String, List<Contract>> schemas = schemas();
        List<CataloguedTopic> topics = new ArrayList<>();
        for (String name : names) {
            TopicComparison comparison = new TopicComparison(
                    name,
                    contracts.topics().get(name),
                    seen.topics().get(name),
                    services,
                    seen.missing().keySet());
            topics.add(topic(comparison, contracts, away == null, schemas.getOrDefault(name, List.of())));
        }
        return new Catalogued(contracts.isConfigured(), contracts.problem(), away, seen.missing(), topics);
    }

    private static CataloguedTopic topic(
            TopicComparison comparison, Declared contracts, boolean answered, List<Contract> schemas) {
        TopicContract contract = comparison.contract();
        // Without contracts that can be read nothing is declared, and nothing differs from that.
        boolean isCompared = answered && contracts.isConfigured() && contracts.problem() == null;
        return new CataloguedTopic(
                comparison.name(),
                contract != null,
                answered ? comparison.running() != null : null,
                contract == null ? "" : ShownText.line(contract.description()),
                contract == null ? null : contract.owner(),
                contract == null ? null : contract.key().type(),
                contract == null ? List.of() : events(contract, schemas),
                comparison.producers(),
                comparison.consumers(),
                isCompared ? comparison.differences() : List.of());
    }

    private static List<EventType> events(TopicContract contract, List<Contract> schemas) {
        return contract.events().values().stream()
                .map(event -> {
                    Optional<Contract> schema = schemas.stream()
                            .filter(known -> known.isEvent() && known.name().equals(event.name()))
                            .findFirst();
                    return new EventType(
                            event.name(),
                            event.compatibility().name(),
                            event.consumers(),
                            schema.flatMap(Contract::current)
                                    .map(current ->
                                            SchemaWords.tagsOf(current.schema().toString()))
                                    .orElse(List.of()),
                            schema.map(Contract::subject).orElse(null));
                })
                .toList();
    }

    /** The schemas whose subjects may be seen, by topic. */
    private Map<String, List<Contract>> schemas() {
        Map<String, List<Contract>> schemas = new HashMap<>();
        declared.tree()
                .ifPresent(tree -> tree.all().stream()
                        .filter(contract -> access.seesSubject(contract.subject()))
                        .forEach(contract -> contract.topic()
                                .ifPresent(topic -> schemas.computeIfAbsent(topic.name(), name -> new ArrayList<>())
                                        .add(contract))));
        return schemas;
    }

    private static Set<String> services(Declared contracts) {
        Set<String> services = new TreeSet<>();
        for (TopicContract topic : contracts.topics().values()) {
            services.add(topic.owner());
            services.addAll(topic.producers());
            topic.events().values().forEach(event -> services.addAll(event.consumers()));
        }
        return services;
    }

    /** What libraries keep in topics of their own is no event: dead letters, replays, and the state of Kafka Streams. */
    private boolean isForEvents(String topic) {
        return TopicNames.isOfEvents(topic) && !access.keepsRecords(topic);
    }
}
