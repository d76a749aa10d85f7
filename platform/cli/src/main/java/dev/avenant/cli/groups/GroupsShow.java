package dev.avenant.cli.groups;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleGroups;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.operations.groups.GroupDescription;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupPartition;
import dev.avenant.text.Printable;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "One group: its members, what each of them reads, and how far behind it is.",
            "BEHIND is the age of the first record that is not committed."
        },
        footer = {"", "Example:", "  avenant groups show billing"})
public final class GroupsShow implements Callable<Integer> {
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

    public GroupsShow(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        ConsoleGroups.Group found = console.insteadOf(kafka)
                .map(client -> new ConsoleGroups(client).named(group))
                .orElseGet(this::ofKafka);
        if (format.isJson()) {
            OutputFormat.print(json(found.description(), found.partitions()), terminal);
        } else {
            print(found.description(), found.partitions());
        }
        return ExitCode.CLEAN;
    }

    private ConsoleGroups.Group ofKafka() {
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            GroupDescription described = GroupDescriptions.of(group, offsets);
            return new ConsoleGroups.Group(
                    described, kafka.read(reader -> GroupPartition.of(described, offsets, reader)));
        }
    }

    private void print(GroupDescription described, List<GroupPartition> partitions) {
        int members = described.members().size();
        long lag = partitions.stream()
                .mapToLong(partition -> partition.lag().orElse(0))
                .sum();
        terminal.out()
                .println(group + ": "
                        + (described.kind().isOfConsumers()
                                ? ""
                                : described.kind().word() + " group, ")
                        + Printable.of(described.state()) + ", " + members
                        + (members == 1 ? " member, " : " members, ") + lag + (lag == 1 ? " record" : " records")
                        + " behind");
        new TreeSet<>(described.memberNames())
                .forEach(member -> terminal.out().println("  member  " + Printable.of(member)));
        if (partitions.isEmpty()) {
            return;
        }
        terminal.out().println();
        Table table = new Table("TOPIC", "PARTITION", "COMMITTED", "END", "LAG", "BEHIND", "READ BY");
        for (GroupPartition each : partitions) {
            table.line(
                    each.partition().topic(),
                    each.partition().partition(),
                    shown(each.committed()),
                    shown(each.end()),
                    each.lag().isPresent() ? each.lag().getAsLong() : "-",
                    each.behindSeconds() == null ? "-" : each.behindSeconds() + " s",
                    each.member() == null ? "nobody" : each.member());
        }
        table.print(terminal.out());
    }

    private static String shown(@Nullable Long offset) {
        return offset == null ? "-" : String.valueOf(offset);
    }

    private ObjectNode json(GroupDescription described, List<GroupPartition> partitions) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("group", group).put("kind", described.kind().word()).put("state", described.state());
        ArrayNode members = json.putArray("members");
        described
                .members()
                .forEach(member -> members.addObject()
                        .put("member", member.id())
                        .put("client", member.clientId())
                        .put("host", member.host()));
        ArrayNode all = json.putArray("partitions");
        for (GroupPartition each : partitions) {
            ObjectNode one = all.addObject()
                    .put("topic", each.partition().topic())
                    .put("partition", each.partition().partition())
                    .put("committed", each.committed())
                    .put("end", each.end())
                    .put("behindSeconds", each.behindSeconds())
                    .put("member", each.member());
            each.lag().ifPresent(lag -> one.put("lag", lag));
        }
        return json;
    }
}
