package dev.avenant.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
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

    @Override
    public Integer call() {
        List<GroupSummary> groups;
        Map<String, String> others;
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            groups = GroupSummary.all(offsets);
            others = offsets.otherKinds();
        }
        if (format.isJson()) {
            OutputFormat.print(json(groups), terminal);
        } else {
            print(groups, others);
        }
        return ExitCode.CLEAN;
    }

    private void print(List<GroupSummary> groups, Map<String, String> others) {
        if (groups.isEmpty() && others.isEmpty()) {
            terminal.out().println("There is no group on " + kafka.bootstrapServers() + ".");
            return;
        }
        Table table = new Table("GROUP", "STATE", "MEMBERS", "TOPICS", "LAG");
        groups.forEach(group -> table.line(group.name(), group.state(), group.members(), group.topics(), group.lag()));
        others.forEach((name, kind) -> table.line(name, kind.toLowerCase(Locale.ROOT) + " group", "-", "-", "-"));
        table.print(terminal.out());
    }

    private static ArrayNode json(List<GroupSummary> groups) {
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
