package dev.avenant.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.groups.GroupOffsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = {
            "Set where a consumer group goes on, while none of its members runs. Shows what would change; --execute does it.",
            "A service with Avenant's inbox skips what it handled before, however far it goes back; avenant replay has it"
                    + " handle it again."
        },
        footer = {
            "",
            "Examples:",
            "  avenant groups reset billing --to-earliest",
            "  avenant groups reset billing --to-time 2h --topic order-events --execute",
            "  avenant groups reset billing --by -100 --topic order-events --partition 2 --execute"
        })
final class GroupsReset implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "GROUP", description = "The consumer group.")
    private String group = "";

    @ArgGroup(multiplicity = "1")
    private Goal goal = new Goal();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description =
                    "Of this topic alone; repeatable (default: all that the group has committed, but for its replay"
                            + " topics).")
    private List<String> topics = List.of();

    @Option(names = "--partition", paramLabel = "N", description = "Of this partition alone; repeatable.")
    private List<Integer> partitions = List.of();

    @Option(names = "--dry-run", description = "Show what would change, as without --execute.")
    private boolean dryRun;

    @Option(names = "--execute", description = "Change it.")
    private boolean execute;

    GroupsReset(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Where to: one of these. */
    private static final class Goal {
        @Option(names = "--to-earliest", description = "To the oldest record.")
        private boolean earliest;

        @Option(names = "--to-latest", description = "Behind the newest record.")
        private boolean latest;

        @Option(names = "--to-offset", paramLabel = "N", description = "To this offset.")
        private @Nullable Long offset;

        @Option(
                names = "--to-time",
                paramLabel = "TIME",
                description =
                        "To the first record of this time or later: 2026-03-01, 2026-03-01T12:00:00Z, or 2h for two"
                                + " hours ago.")
        private @Nullable String time;

        @Option(names = "--by", paramLabel = "N", description = "By so many records, back when negative.")
        private @Nullable Long by;
    }

    private record Change(
            TopicPartition partition, @Nullable Long before, long after) {}

    @Override
    public Integer call() {
        if (dryRun && execute) {
            throw CommandFailure.usage("Expected --dry-run or --execute but found both.");
        }
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            refuseMembers(GroupDescriptions.of(group, offsets));
            List<Change> changes = changes(offsets);
            if (execute) {
                Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
                changes.forEach(change -> wanted.put(change.partition(), new OffsetAndMetadata(change.after())));
                kafka.answer(admin.alterConsumerGroupOffsets(group, wanted).all());
            }
            if (format.isJson()) {
                OutputFormat.print(json(changes), terminal);
            } else {
                print(changes);
            }
        }
        return ExitCode.CLEAN;
    }

    private void refuseMembers(ConsumerGroupDescription described) {
        int members = described.members().size();
        if (members > 0) {
            throw CommandFailure.couldNotRun(
                    "Kafka sets no offsets of a group that runs, and " + group + " has " + members
                            + (members == 1 ? " member" : " members")
                            + ". Stop its services first; avenant groups show " + group
                            + " names them.");
        }
    }

    private List<Change> changes(GroupOffsets offsets) {
        Map<TopicPartition, Long> committed = offsets.committed(group);
        List<TopicPartition> chosen = (topics.isEmpty() ? own(committed) : offsets.partitions(topics).stream())
                .filter(partition -> partitions.isEmpty() || partitions.contains(partition.partition()))
                .toList();
        if (chosen.isEmpty()) {
            throw CommandFailure.usage(
                    topics.isEmpty()
                            ? "The group " + group + " has committed nothing to reset. Name a topic with --topic."
                            : "There is no such partition of " + String.join(", ", topics) + ".");
        }
        Map<TopicPartition, Long> begins = offsets.begins(chosen);
        Map<TopicPartition, Long> ends = offsets.ends(chosen);
        Map<TopicPartition, Long> atTime = goal.time == null
                ? Map.of()
                : offsets.at(
                        chosen,
                        TimeOption.parse("--to-time", goal.time, Clock.systemUTC())
                                .toEpochMilli());
        return chosen.stream()
                .map(partition -> {
                    long begin = Objects.requireNonNull(begins.get(partition));
                    long end = Objects.requireNonNull(ends.get(partition));
                    long after = wanted(committed.get(partition), begin, end, atTime.get(partition));
                    return new Change(partition, committed.get(partition), Math.min(end, Math.max(begin, after)));
                })
                .toList();
    }

    private Stream<TopicPartition> own(Map<TopicPartition, Long> committed) {
        return committed.keySet().stream().filter(partition -> !DeadLetterTopic.isReplayTopicName(partition.topic()));
    }

    private long wanted(@Nullable Long committed, long begin, long end, @Nullable Long atTime) {
        if (goal.earliest) {
            return begin;
        }
        if (goal.offset != null) {
            return goal.offset;
        }
        if (goal.by != null) {
            return (committed == null ? end : committed) + goal.by;
        }
        return goal.latest || atTime == null ? end : atTime;
    }

    private void print(List<Change> changes) {
        Table table = new Table("TOPIC", "PARTITION", "COMMITTED", "NEW", "CHANGE");
        for (Change change : changes) {
            String difference =
                    change.before() == null ? "-" : String.format(Locale.ROOT, "%+d", change.after() - change.before());
            table.line(
                    change.partition().topic(),
                    change.partition().partition(),
                    change.before() == null ? "-" : change.before(),
                    change.after(),
                    difference);
        }
        table.print(terminal.out());
        terminal.out()
                .println(
                        execute ? "The group " + group + " goes on there." : "Nothing was changed; --execute does it.");
    }

    private ObjectNode json(List<Change> changes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("group", group).put("executed", execute);
        ArrayNode all = json.putArray("partitions");
        changes.forEach(change -> all.addObject()
                .put("topic", change.partition().topic())
                .put("partition", change.partition().partition())
                .put("committed", change.before())
                .put("new", change.after()));
        return json;
    }
}
