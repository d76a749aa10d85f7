package dev.avenant.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "The consumer groups: state, members, and how many records they have yet to read.",
        footer = {"", "Example:", "  avenant groups list --bootstrap-servers localhost:9092"})
final class GroupsList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final OutputFormat format = new OutputFormat();

    GroupsList(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Group(String name, String state, int members, int topics, long lag) {}

    @Override
    public Integer call() {
        List<Group> groups = new ArrayList<>();
        Map<String, String> others;
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            List<String> names = offsets.names();
            Map<String, ConsumerGroupDescription> described = offsets.describe(names);
            names.forEach(name -> groups.add(group(Objects.requireNonNull(described.get(name)), offsets)));
            others = offsets.otherKinds();
        }
        if (format.isJson()) {
            OutputFormat.print(json(groups), terminal);
        } else {
            print(groups, others);
        }
        return ExitCode.CLEAN;
    }

    private static Group group(ConsumerGroupDescription group, GroupOffsets offsets) {
        Map<TopicPartition, Long> committed = offsets.committed(group.groupId());
        Map<TopicPartition, Long> ends = offsets.ends(committed.keySet());
        long lag = committed.entrySet().stream()
                .mapToLong(partition -> GroupOffsets.lag(partition.getValue(), ends.get(partition.getKey()))
                        .orElse(0))
                .sum();
        int topics = (int) committed.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .count();
        return new Group(
                group.groupId(),
                group.groupState().toString().toLowerCase(Locale.ROOT),
                group.members().size(),
                topics,
                lag);
    }

    private void print(List<Group> groups, Map<String, String> others) {
        if (groups.isEmpty() && others.isEmpty()) {
            terminal.out().println("There is no group on " + kafka.bootstrapServers() + ".");
            return;
        }
        Table table = new Table("GROUP", "STATE", "MEMBERS", "TOPICS", "LAG");
        groups.forEach(group -> table.line(group.name(), group.state(), group.members(), group.topics(), group.lag()));
        others.forEach((name, kind) -> table.line(name, kind.toLowerCase(Locale.ROOT) + " group", "-", "-", "-"));
        table.print(terminal.out());
    }

    private static ArrayNode json(List<Group> groups) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        groups.forEach(group -> json.addObject()
                .put("group", group.name())
                .put("state", group.state())
                .put("members", group.members())
                .put("topics", group.topics())
                .put("lag", group.lag()));
        return json;
    }
}
