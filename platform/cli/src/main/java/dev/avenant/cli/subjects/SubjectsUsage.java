package dev.avenant.cli.subjects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Project;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleSubjects;
import dev.avenant.cli.events.CoverageWords;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Table;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.contracts.config.TopicContract;
import dev.avenant.contracts.tree.Contract;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.SchemaUsage;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.registry.RegisteredVersion;
import dev.avenant.operations.registry.SubjectTopics;
import dev.avenant.operations.registry.VersionUse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        description = {
            "Who uses each version of a subject, and whether it may be retired: how many records of it are retained on its topics"
                    + " and on those of their dead letters and replays, who published them, which groups have yet to read"
                    + " some, and how many schemas refer to it.",
            "The topics are those of contracts.yaml, in a project that has the subject, otherwise those that the subject is"
                    + " named after. All their records are read."
        },
        footer = {
            "",
            "Examples:",
            "  avenant subjects usage order-events-shop.order.events.OrderPlaced",
            "  avenant subjects usage order-events-shop.order.events.OrderPlaced --format json"
        })
public final class SubjectsUsage implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Terminal terminal;

    @Mixin
    private final Project project = new Project();

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final Registry registry = new Registry(config);

    @Mixin
    private final ConsoleOptions console;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "SUBJECT", description = "The subject.")
    private String subject = "";

    public SubjectsUsage(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        ConsoleSubjects.Usage usage = console.insteadOf(
                        kafka.isGiven() ? "--bootstrap-servers" : "--registry", kafka.isGiven() || registry.isGiven())
                .map(this::ofConsole)
                .orElseGet(this::ofKafka);
        if (format.isJson()) {
            OutputFormat.print(json(usage), terminal);
        } else {
            print(usage);
        }
        return ExitCode.CLEAN;
    }

    private ConsoleSubjects.Usage ofConsole(ConsoleClient client) {
        ConsoleOptions.refuse("--project", project.isGiven(), "it has contracts of its own");
        return new ConsoleSubjects(client).usage(subject);
    }

    private ConsoleSubjects.Usage ofKafka() {
        List<RegisteredVersion> versions = RegisteredVersion.of(registry.client(), subject);
        if (versions.isEmpty()) {
            throw SubjectsShow.noSubject(subject, registry);
        }
        List<Contract> contracts = project.loadIfThere().stream()
                .flatMap(tree -> tree.all().stream())
                .filter(contract -> contract.subject().equals(subject))
                .toList();
        try (Admin admin = kafka.admin()) {
            SubjectTopics topics =
                    topics(contracts, kafka.answer(admin.listTopics().names()));
            Map<String, List<SchemaUsage.Use>> uses = new TreeMap<>();
            long searched = kafka.read(reader -> topics.all().stream()
                    .mapToLong(topic -> count(reader, topic, topics.isOfKeys(), uses))
                    .sum());
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            Map<String, Map<TopicPartition, Long>> committed = offsets.committed(offsets.names());
            committed
                    .values()
                    .forEach(group -> group.keySet()
                            .removeIf(partition -> !topics.carriers().contains(partition.topic())));
            boolean isType = contracts.stream().anyMatch(Contract::isType);
            return new ConsoleSubjects.Usage(
                    topics.all(),
                    searched,
                    VersionUse.of(versions, isType, new VersionUse.Seen(uses, committed, true, false)));
        }
    }

    private SubjectTopics topics(List<Contract> contracts, Set<String> there) {
        return contracts.isEmpty()
                ? SubjectTopics.named(subject, there)
                : SubjectTopics.declared(
                        contracts.stream()
                                .flatMap(contract -> contract.topic().stream())
                                .map(TopicContract::name)
                                .toList(),
                        contracts.get(0).isKey(),
                        there);
    }

    private static long count(
            TopicReader reader, String topic, boolean isOfKeys, Map<String, List<SchemaUsage.Use>> uses) {
        SchemaUsage usage = new SchemaUsage(topic, isOfKeys);
        usage.readOn(reader, LONGEST);
        uses.put(topic, usage.uses());
        return usage.searched();
    }

    private void print(ConsoleSubjects.Usage usage) {
        terminal.out()
                .println(
                        usage.topics().isEmpty()
                                ? "It is not known which topics may have records of " + subject + "."
                                : "Searched " + CoverageWords.records(usage.searched()) + ", all of them, on "
                                        + String.join(", ", usage.topics()) + ".");
        terminal.out().println();
        Table table = new Table(
                "VERSION", "ID", "RECORDS", "PUBLISHED BY", "YET TO BE READ BY", "REFERRED TO BY", "MAY BE RETIRED");
        for (VersionUse use : usage.versions()) {
            table.line(
                    use.version(),
                    use.id(),
                    (use.isAtMost() ? "at most " : "") + use.records(),
                    use.sources().isEmpty() ? "-" : use.shownSources(),
                    use.behind().isEmpty()
                            ? "-"
                            : use.behind().stream()
                                    .map(VersionUse.Behind::shownGroup)
                                    .distinct()
                                    .collect(Collectors.joining(", ")),
                    use.users(),
                    use.isRetirable()
                            ? "yes"
                            : "no: "
                                    + use.reasons().stream()
                                            .map(SubjectsUsage::wordsOf)
                                            .collect(Collectors.joining(", ")));
        }
        table.print(terminal.out());
    }

    private static String wordsOf(VersionUse.Reason reason) {
        return switch (reason) {
            case LATEST -> "it is the latest";
            case RECORDS -> "records of it are retained";
            case REFERENCED -> "schemas refer to it";
            case NOT_ALL_READ -> "not all records were read";
            case TOPIC_UNKNOWN -> "its topics are not known";
            case KAFKA_AWAY -> "Kafka did not answer";
        };
    }

    private ObjectNode json(ConsoleSubjects.Usage usage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("subject", subject);
        ArrayNode topics = json.putArray("topics");
        usage.topics().forEach(topics::add);
        json.put("searched", usage.searched());
        ArrayNode versions = json.putArray("versions");
        for (VersionUse use : usage.versions()) {
            ObjectNode one = versions.addObject().put("version", use.version()).put("id", use.id());
            ArrayNode places = one.put("records", use.records())
                    .put("atMost", use.isAtMost())
                    .putArray("places");
            use.places()
                    .forEach(place -> places.addObject()
                            .put("topic", place.topic())
                            .put("partition", place.partition())
                            .put("records", place.records())
                            .put("last", place.last()));
            ArrayNode sources = one.putArray("sources");
            use.sources().forEach(sources::add);
            ArrayNode behind = one.putArray("behind");
            use.behind()
                    .forEach(each ->
                            behind.addObject().put("group", each.group()).put("topic", each.topic()));
            ArrayNode reasons = one.put("referredToBy", use.users())
                    .put("retirable", use.isRetirable())
                    .putArray("reasons");
            use.reasons().forEach(reason -> reasons.add(reason.name().toLowerCase(Locale.ROOT)));
        }
        return json;
    }
}
