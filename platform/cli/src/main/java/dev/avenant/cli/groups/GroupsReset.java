package dev.avenant.cli.groups;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleGroups;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.cli.terminal.TimeOption;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupReset;
import dev.avenant.operations.groups.OffsetChange;
import dev.avenant.operations.groups.ResetGoal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
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
public final class GroupsReset implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final ConsoleOptions console;

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

    public GroupsReset(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
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

        ResetGoal toReset() {
            if (earliest) {
                return ResetGoal.EARLIEST;
            }
            if (offset != null) {
                return ResetGoal.offset(offset);
            }
            if (time != null) {
                return ResetGoal.time(TimeOption.parse("--to-time", time, Clock.systemUTC()));
            }
            if (by != null) {
                return ResetGoal.by(by);
            }
            if (latest) {
                return ResetGoal.LATEST;
            }
            throw CommandFailure.usage("Expected where to reset to but found nothing.");
        }
    }

    @Override
    public Integer call() {
        if (dryRun && execute) {
            throw CommandFailure.usage("Expected --dry-run or --execute but found both.");
        }
        GroupReset reset = new GroupReset(group, goal.toReset(), topics, Set.copyOf(partitions));
        List<OffsetChange> changes = console.insteadOf(kafka)
                .map(client -> throughConsole(new ConsoleGroups(client), reset))
                .orElseGet(() -> inKafka(reset));
        if (format.isJson()) {
            OutputFormat.print(json(changes), terminal);
        } else {
            print(changes);
        }
        return ExitCode.CLEAN;
    }

    private List<OffsetChange> throughConsole(ConsoleGroups groups, GroupReset reset) {
        ConsoleGroups.ResetPreview preview = execute ? groups.previewBeforeDoing(reset) : groups.preview(reset);
        refuseMembers(preview.members());
        requireAll(preview.changes());
        if (execute) {
            groups.reset(group, preview);
        }
        return preview.changes();
    }

    private List<OffsetChange> inKafka(GroupReset reset) {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            refuseMembers(
                    GroupDescriptions.ofConsumers(group, offsets).members().size());
            topics.stream().filter(each -> !offsets.isThere(each)).findFirst().ifPresent(each -> {
                throw noTopic(each);
            });
            List<OffsetChange> changes = reset.changes(offsets, offsets.committed(group), topic -> true);
            requireAll(changes);
            if (execute) {
                GroupReset.commit(admin, kafka, group, changes);
            }
            return changes;
        }
    }

    private void refuseMembers(int members) {
        if (members > 0) {
            throw CommandFailure.couldNotRun(
                    "Kafka sets no offsets of a group that runs, and " + group + " has " + members
                            + (members == 1 ? " member" : " members")
                            + ". Stop its services first; avenant groups show " + group
                            + " names them.");
        }
    }

    /** Whoever names what is not there has mistyped it, also where the rest is there. */
    private void requireAll(List<OffsetChange> changes) {
        for (String each : topics) {
            if (changes.stream().noneMatch(change -> change.partition().topic().equals(each))) {
                throw noTopic(each);
            }
        }
        for (Integer each : partitions) {
            if (changes.stream().noneMatch(change -> change.partition().partition() == each)) {
                throw CommandFailure.usage("Expected a --partition "
                        + (topics.isEmpty()
                                ? "of which " + group + " has committed something, without a --topic,"
                                : "that " + String.join(", ", topics) + " has")
                        + " but found " + each + ".");
            }
        }
        if (changes.isEmpty()) {
            throw CommandFailure.usage(
                    "The group " + group + " has committed nothing to reset. Name a topic with --topic.");
        }
    }

    private CommandFailure noTopic(String name) {
        return CommandFailure.usage("Expected a --topic that is there and has "
                + (partitions.isEmpty() ? "partitions to reset" : "the --partition") + " but found " + name
                + ". avenant topics list shows them.");
    }

    private void print(List<OffsetChange> changes) {
        Table table = new Table("TOPIC", "PARTITION", "COMMITTED", "NEW", "CHANGE");
        for (OffsetChange change : changes) {
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

    private ObjectNode json(List<OffsetChange> changes) {
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
