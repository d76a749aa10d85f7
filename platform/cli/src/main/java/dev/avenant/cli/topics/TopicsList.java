package dev.avenant.cli.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleTopics;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.TopicNames;
import dev.avenant.operations.groups.GroupOffsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "The topics: what they are for by their names, how many partitions and replicas they have, and how many records.",
            "Records are counted by offsets, so that gaps of compaction and transactions count too."
        },
        footer = {"", "Examples:", "  avenant topics list", "  avenant topics list --search order --format json"})
public final class TopicsList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Option(names = "--search", paramLabel = "TEXT", description = "Those that have this in their name.")
    private String search = "";

    @Option(names = "--internal", description = "Those that Kafka, a server or a stream keeps for itself, too.")
    private boolean isInternalToo;

    public TopicsList(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    /** @param records how many offsets lie in it; null when Kafka does not say */
    private record Topic(
            String name,
            String kind,
            int partitions,
            int replicas,
            @Nullable Long records) {}

    @Override
    public Integer call() {
        Optional<ConsoleClient> asked = console.insteadOf(kafka);
        List<Topic> topics = asked.map(this::ofConsole).orElseGet(this::ofKafka);
        if (format.isJson()) {
            OutputFormat.print(json(topics), terminal);
        } else {
            print(topics, asked.map(ConsoleClient::address).orElseGet(kafka::bootstrapServers));
        }
        return topics.isEmpty() && !search.isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private List<Topic> ofConsole(ConsoleClient client) {
        return new ConsoleTopics(client)
                .all().stream()
                        .filter(topic -> isMeant(topic.name()))
                        .map(topic -> new Topic(
                                topic.name(),
                                kindOf(topic.name()),
                                topic.partitions(),
                                topic.replicas(),
                                topic.records()))
                        .toList();
    }

    private List<Topic> ofKafka() {
        try (Admin admin = kafka.admin()) {
            return topics(admin);
        }
    }

    private boolean isMeant(String name) {
        return name.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT))
                && (isInternalToo || !kindOf(name).equals("internal"));
    }

    private List<Topic> topics(Admin admin) {
        List<String> names = kafka
                .answer(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names())
                .stream()
                .filter(this::isMeant)
                .toList();
        Map<String, TopicDescription> described =
                new TreeMap<>(kafka.answer(admin.describeTopics(names).allTopicNames()));
        Map<String, Long> records = records(admin, described);
        return described.values().stream()
                .map(topic -> new Topic(
                        topic.name(),
                        kindOf(topic.name()),
                        topic.partitions().size(),
                        topic.partitions().get(0).replicas().size(),
                        records.get(topic.name())))
                .toList();
    }

    /** By topic; nothing where a partition has no leader that could say, which is said on standard error. */
    private Map<String, Long> records(Admin admin, Map<String, TopicDescription> topics) {
        List<TopicPartition> partitions = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        Map<String, Long> records = new TreeMap<>();
        try {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            offsets.ends(partitions).forEach((place, end) -> records.merge(place.topic(), end, Long::sum));
            offsets.begins(partitions).forEach((place, begin) -> records.merge(place.topic(), -begin, Long::sum));
            return records;
        } catch (CommandFailure unanswered) {
            terminal.err().println("How many records there are is not known: " + unanswered.getMessage());
            return Map.of();
        }
    }

    private static String kindOf(String topic) {
        if (TopicNames.isOfDeadLetters(topic)) {
            return "dead-letters";
        }
        if (DeadLetterTopic.isReplayTopicName(topic)) {
            return "replays";
        }
        return TopicNames.isOfEvents(topic) ? "events" : "internal";
    }

    private void print(List<Topic> topics, String where) {
        if (topics.isEmpty()) {
            terminal.out()
                    .println("There is no topic "
                            + (search.isEmpty() ? "" : "with \"" + search + "\" in its name ") + "on "
                            + where + ".");
            return;
        }
        Table table = new Table("TOPIC", "KIND", "PARTITIONS", "REPLICAS", "RECORDS");
        topics.forEach(topic -> table.line(
                topic.name(),
                topic.kind(),
                topic.partitions(),
                topic.replicas(),
                topic.records() == null ? "-" : topic.records()));
        table.print(terminal.out());
    }

    private static ArrayNode json(List<Topic> topics) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        topics.forEach(topic -> json.addObject()
                .put("topic", topic.name())
                .put("kind", topic.kind())
                .put("partitions", topic.partitions())
                .put("replicas", topic.replicas())
                .put("records", topic.records()));
        return json;
    }
}
