package dev.avenant.console.contracts;

import dev.avenant.console.contracts.CataloguedTopic.Participant;
import dev.avenant.console.contracts.CataloguedTopic.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which service writes which topic, and which reads it.
 *
 * @param topics by name
 * @param edges from a producer to a topic, and from a topic to a consumer, each once
 */
public record LineageGraph(Set<String> topics, List<Edge> edges) {

    /** On which side of a topic a service is. */
    public enum Side {
        PRODUCER,
        CONSUMER
    }

    /**
     * A service that writes or reads a topic.
     *
     * @param service its name; that of a consumer group or a transactional id where no service has it
     * @param sight how it is known
     */
    public record Edge(Side side, String service, String topic, Sight sight) {}

    public LineageGraph {
        topics = Set.copyOf(topics);
        edges = List.copyOf(edges);
    }

    /** The graph of some topics. */
    public static LineageGraph of(List<CataloguedTopic> catalogue) {
        List<Edge> edges = new ArrayList<>();
        for (CataloguedTopic topic : catalogue) {
            topic.producers().forEach(producer -> edges.add(edge(Side.PRODUCER, producer, topic)));
            topic.consumers().forEach(consumer -> edges.add(edge(Side.CONSUMER, consumer, topic)));
        }
        return new LineageGraph(catalogue.stream().map(CataloguedTopic::name).collect(Collectors.toSet()), edges);
    }

    private static Edge edge(Side side, Participant participant, CataloguedTopic topic) {
        return new Edge(side, participant.name(), topic.name(), participant.sight());
    }

    /** The names of all topics and services, in order. */
    public Set<String> names() {
        return Stream.concat(topics.stream(), edges.stream().map(Edge::service))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The topics of that name and those that a service of that name writes or reads, each with all who write and read it;
     * where nothing has just that name, those of all names that the text is a part of. Everything for empty text.
     */
    public LineageGraph around(String text) {
        if (text.isEmpty()) {
            return this;
        }
        if (names().contains(text)) {
            return around(text::equals);
        }
        String part = text.toLowerCase(Locale.ROOT);
        return around(name -> name.toLowerCase(Locale.ROOT).contains(part));
    }

    private LineageGraph around(Predicate<String> isMeant) {
        Set<String> kept = topics.stream().filter(isMeant).collect(Collectors.toCollection(TreeSet::new));
        edges.stream()
                .filter(edge -> isMeant.test(edge.service()))
                .map(Edge::topic)
                .forEach(kept::add);
        return new LineageGraph(
                kept, edges.stream().filter(edge -> kept.contains(edge.topic())).toList());
    }
}
