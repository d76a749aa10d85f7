package dev.avenant.cli.console;

import static dev.avenant.cli.console.ConsoleClient.path;

import dev.avenant.operations.topics.TopicState;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Topics as a console shows them to whoever signs in. */
public final class ConsoleTopics {

    private final ConsoleClient console;

    public ConsoleTopics(ConsoleClient console) {
        this.console = console;
    }

    /**
     * A topic on one line.
     *
     * @param replicas of each partition
     * @param records how many offsets lie in it
     */
    public record Topic(String name, int partitions, int replicas, long records) {}

    /** Those that may be seen, by name. */
    public List<Topic> all() {
        return console.all(
                "/topics",
                Map.of(),
                topic -> new Topic(
                        topic.text("name"),
                        topic.integer("partitions"),
                        topic.integer("replicas"),
                        topic.number("records")));
    }

    /** What Kafka says of a topic beside its records. */
    public TopicState named(String name) {
        ConsoleAnswer topic = console.get(path("topics", name), Map.of());
        Map<TopicState.Part, Sentence> missing =
                topic.parsedByName("missing", TopicState.Part::valueOf, Sentence::quoting);
        SortedMap<String, Long> lags = new TreeMap<>(topic.parsedByName("lagByGroup", group -> group, Long::valueOf));
        return new TopicState(
                topic.items("partitions").stream()
                        .map(partition -> new TopicState.Partition(
                                partition.integer("number"),
                                partition.number("begin"),
                                partition.number("end"),
                                partition.integer("leader"),
                                partition.integer("replicas"),
                                partition.integer("inSync"),
                                partition.number("bytes"),
                                partition.number("done")))
                        .toList(),
                new TreeMap<>(topic.textsByName("settings")),
                lags,
                missing);
    }
}
