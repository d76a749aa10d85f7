package dev.avenant.cli.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Project;
import dev.avenant.cli.console.ConsoleTopics;
import dev.avenant.cli.events.CoverageWords;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.config.ContractsConfig;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.config.TopicDifference;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.topics.TopicState;
import dev.avenant.operations.topics.TopicState.Part;
import dev.avenant.operations.topics.TopicStates;
import dev.avenant.text.Printable;
import dev.avenant.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "One topic: its partitions with leader, replicas, offsets and size, the settings of its own, what differs from"
                    + " contracts.yaml where there is one, and the groups that read it.",
            "DONE counts the records from the oldest on that every group which reads the topic is past, so that none needs them;"
                    + " Kafka's own kafka-delete-records.sh deletes them.",
            "Records are counted by offsets, so that gaps of compaction and transactions count too."
        },
        footer = {
            "",
            "Examples:",
            "  avenant topics show order-events",
            "  avenant topics show order-events --format json"
        })
public final class TopicsShow implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    public TopicsShow(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        Optional<ContractsConfig> contracts = project.config();
        TopicState state = console.insteadOf(kafka)
                .map(client -> new ConsoleTopics(client).named(topic))
                .orElseGet(this::ofKafka);
        if (format.isJson()) {
            OutputFormat.print(json(state, contracts), terminal);
        } else {
            print(state, contracts);
        }
        return ExitCode.CLEAN;
    }

    private TopicState ofKafka() {
        try (Admin admin = kafka.admin()) {
            if (!new GroupOffsets(admin, kafka).isThere(topic)) {
                throw CommandFailure.couldNotRun("Kafka at " + kafka.bootstrapServers() + " has no topic \"" + topic
                        + "\". avenant topics list shows them.");
            }
            return new TopicStates(admin, kafka, TopicsShow::unanswered).of(topic);
        }
    }

    private static Optional<Sentence> unanswered(RuntimeException failed) {
        return failed instanceof CommandFailure
                ? Optional.of(Sentence.quoting(String.valueOf(failed.getMessage())))
                : Optional.empty();
    }

    private static List<TopicDifference> differences(TopicContract contract, TopicState state) {
        return contract.differences(
                state.partitions().size(),
                state.settings().get(TopicConfig.RETENTION_MS_CONFIG),
                !state.missing().containsKey(Part.SETTINGS));
    }

    private void print(TopicState state, Optional<ContractsConfig> contracts) {
        int count = state.partitions().size();
        long records = state.partitions().stream()
                .mapToLong(TopicState.Partition::records)
                .sum();
        long bytes = state.partitions().stream()
                .mapToLong(TopicState.Partition::bytes)
                .sum();
        terminal.out()
                .println(topic + ": " + count + (count == 1 ? " partition" : " partitions")
                        + (state.missing().containsKey(Part.OFFSETS) ? "" : ", " + CoverageWords.records(records))
                        + (state.missing().containsKey(Part.SIZES)
                                ? ""
                                : ", " + CoverageWords.number(bytes) + " bytes"));
        state.settings().forEach((name, value) -> terminal.out().println(Printable.of("  " + name + "  " + value)));
        state.missing()
                .forEach((part, why) ->
                        terminal.out().println("  not known: " + wordOf(part) + ": " + Printable.of(why.toString())));
        contracts.ifPresent(declared -> terminal.out().println("  contracts.yaml  " + said(declared, state)));
        terminal.out().println();
        printPartitions(state);
        if (!state.groups().isEmpty()) {
            terminal.out().println();
            Table groups = new Table("GROUP", "LAG");
            state.groups().forEach(groups::line);
            groups.print(terminal.out());
        } else if (!state.missing().containsKey(Part.GROUPS)) {
            terminal.out().println();
            terminal.out().println("No group has committed an offset of it.");
        }
    }

    private void printPartitions(TopicState state) {
        Table table = new Table("PARTITION", "LEADER", "IN SYNC", "BEGIN", "END", "RECORDS", "DONE", "BYTES");
        for (TopicState.Partition each : state.partitions()) {
            boolean isKnown = each.end() >= 0;
            table.line(
                    each.number(),
                    each.leader() < 0 ? "none" : each.leader(),
                    each.inSync() + " of " + each.replicas(),
                    isKnown ? each.begin() : "-",
                    isKnown ? each.end() : "-",
                    isKnown ? each.records() : "-",
                    each.done() < 0 ? "-" : each.done(),
                    each.bytes() < 0 ? "-" : each.bytes());
        }
        table.print(terminal.out());
    }

    private String said(ContractsConfig declared, TopicState state) {
        TopicContract contract = declared.topics().get(topic);
        if (contract == null) {
            return declared.internal(topic)
                    .map(internal -> "keeps it for " + internal.owner() + " alone: " + internal.reason())
                    .orElse("does not have it");
        }
        List<TopicDifference> differences = differences(contract, state);
        String owner = "of " + contract.owner() + ", ";
        return owner
                + (differences.isEmpty()
                        ? "as declared"
                        : differences.stream()
                                .map(each -> settingOf(each) + " declared " + each.declared() + " but found "
                                        + (each.found() == null ? "none of its own" : each.found()))
                                .collect(Collectors.joining(", ")));
    }

    private static String settingOf(TopicDifference difference) {
        return switch (difference.setting()) {
            case PARTITIONS -> "partitions";
            case RETENTION -> TopicConfig.RETENTION_MS_CONFIG;
        };
    }

    private static String wordOf(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode json(TopicState state, Optional<ContractsConfig> contracts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("topic", topic);
        ArrayNode partitions = json.putArray("partitions");
        for (TopicState.Partition each : state.partitions()) {
            ObjectNode partition = partitions.addObject().put("partition", each.number());
            putKnown(partition, "leader", each.leader());
            partition.put("replicas", each.replicas()).put("inSync", each.inSync());
            putKnown(partition, "begin", each.begin());
            putKnown(partition, "end", each.end());
            putKnown(partition, "records", each.end() < 0 ? -1 : each.records());
            putKnown(partition, "done", each.done());
            putKnown(partition, "bytes", each.bytes());
        }
        ObjectNode settings = json.putObject("settings");
        state.settings().forEach(settings::put);
        ObjectNode groups = json.putObject("lagByGroup");
        state.groups().forEach(groups::put);
        ObjectNode missing = json.putObject("missing");
        state.missing().forEach((part, why) -> missing.put(wordOf(part), why.toString()));
        contracts.ifPresent(
                declared -> json.set("contract", contract(declared.topics().get(topic), state)));
        return json;
    }

    private static void putKnown(ObjectNode json, String name, long number) {
        if (number < 0) {
            json.putNull(name);
        } else {
            json.put(name, number);
        }
    }

    private static @Nullable ObjectNode contract(@Nullable TopicContract contract, TopicState state) {
        if (contract == null) {
            return null;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("owner", contract.owner());
        ArrayNode differences = json.putArray("differences");
        differences(contract, state)
                .forEach(each -> differences
                        .addObject()
                        .put("setting", settingOf(each))
                        .put("declared", each.declared())
                        .put("found", each.found()));
        return json;
    }
}
