package dev.avenant.cli.groups;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleGroups;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupSummary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "The groups that read topics: kind, state, members, and how many records they have yet to read.",
        footer = {
            "",
            "Examples:",
            "  avenant groups list --bootstrap-servers localhost:9092",
            "  avenant groups list --console https://console.example --command-config console.properties"
        })
public final class GroupsList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    public GroupsList(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        Optional<ConsoleClient> asked = console.insteadOf(kafka);
        List<GroupSummary> groups =
                asked.map(client -> new ConsoleGroups(client).all()).orElseGet(this::allOfKafka);
        if (format.isJson()) {
            OutputFormat.print(json(groups), terminal);
        } else {
            print(groups, asked.map(ConsoleClient::address).orElseGet(kafka::bootstrapServers));
        }
        return ExitCode.CLEAN;
    }

    private List<GroupSummary> allOfKafka() {
        try (Admin admin = kafka.admin()) {
            return GroupSummary.all(new GroupOffsets(admin, kafka));
        }
    }

    private void print(List<GroupSummary> groups, String where) {
        if (groups.isEmpty()) {
            terminal.out().println("There is no group on " + where + ".");
            return;
        }
        Table table = new Table("GROUP", "KIND", "STATE", "MEMBERS", "TOPICS", "LAG");
        groups.forEach(group ->
                table.line(group.name(), group.kind(), group.state(), group.members(), group.topics(), group.lag()));
        table.print(terminal.out());
    }

    private static ArrayNode json(List<GroupSummary> groups) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        groups.forEach(group -> json.addObject()
                .put("group", group.name())
                .put("kind", group.kind())
                .put("state", group.state())
                .put("members", group.members())
                .put("topics", group.topics())
                .put("lag", group.lag()));
        return json;
    }
}
