package dev.avenant.cli.events;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleClient;
import dev.avenant.cli.console.ConsoleEvents;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.cli.terminal.TimeOption;
import dev.avenant.operations.events.Correlation;
import dev.avenant.operations.events.CorrelationSearch;
import dev.avenant.operations.events.EventSearch;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.text.Printable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        description = {
            "Print what belongs together in all topics, dead letters included, in the order of time: the records of a trace,"
                    + " or those that name the id of an event.",
            "It is looked for in the headers traceparent, ce_traceparent, ce_id, ce_correlationid and ce_causationid.",
            "It ends with how many of how many records it looked at. Exit code 1 says that none was found."
        },
        footer = {
            "",
            "Examples:",
            "  avenant events follow 4bf92f3577b34da6a3ce929d0e0e4736",
            "  avenant events follow 0d5e6f0a-3c8e-4c0b-9d43-6a1f6a1d2f11 --since 2d --topic order-events --format json"
        })
public final class EventsFollow implements Callable<Integer> {
    private static final int MOST_OF_A_TOPIC = 1000;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Terminal terminal;

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

    @Parameters(paramLabel = "ID", description = "A trace id, a whole traceparent, or the id of an event.")
    private String id = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "The first time to look at: 2026-03-01, 2026-03-01T12:00:00Z, or 2h for two hours ago"
                    + " (default: ${DEFAULT-VALUE}).")
    private String since = "1h";

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Look at this topic; repeatable (default: all but those that Kafka keeps for itself).")
    private List<String> topics = List.of();

    @Option(names = "--details", description = "Print the schema's id and the record's headers too.")
    private boolean details;

    public EventsFollow(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        if (id.isBlank()) {
            throw CommandFailure.usage("Expected the id of a trace or an event but found nothing.");
        }
        Instant begin = TimeOption.parse("--since", since, Clock.systemUTC());
        Found found =
                console.insteadOf(kafka).map(client -> ofConsole(client, begin)).orElseGet(() -> ofKafka(begin));
        EventLines lines = new EventLines(format.isJson(), details, true);
        found.events().forEach(event -> terminal.out().println(lines.of(event)));
        terminal.out().flush();
        terminal.err().println(coverage(found, begin));
        return found.events().isEmpty() ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    /** What belongs together, and what was looked at for it. */
    private record Found(List<ShownEvent> events, List<CorrelationSearch.Covered> topics) {}

    private Found ofConsole(ConsoleClient client, Instant begin) {
        ConsoleOptions.refuse("--registry", registry.isGiven(), "it asks the one of its own settings");
        ConsoleEvents.Correlated found = new ConsoleEvents(client).correlated(id, begin, topics, MOST_OF_A_TOPIC);
        List<String> seen =
                found.topics().stream().map(CorrelationSearch.Covered::topic).toList();
        topics.stream().filter(topic -> !seen.contains(topic)).findFirst().ifPresent(topic -> {
            throw noTopic("the console at " + client.address() + " shows", topic);
        });
        return new Found(found.records().stream().map(ShownEvent::of).toList(), found.topics());
    }

    private Found ofKafka(Instant begin) {
        WireFormat wire = new WireFormat(registry.client());
        List<String> chosen = chosen();
        CorrelationSearch.Found found = kafka.read(reader -> CorrelationSearch.search(
                reader, chosen, new Correlation(id), begin.toEpochMilli(), MOST_OF_A_TOPIC, LONGEST));
        return new Found(
                found.records().stream()
                        .map(record -> ShownEvent.of(record, wire))
                        .toList(),
                found.topics());
    }

    private static CommandFailure noTopic(String where, String topic) {
        return CommandFailure.usage(
                "Expected a --topic that " + where + " but found " + topic + ". avenant topics list shows them.");
    }

    private List<String> chosen() {
        List<String> all;
        try (Admin admin = kafka.admin()) {
            all = kafka.answer(admin.listTopics().names()).stream().sorted().toList();
        }
        for (String topic : topics) {
            if (!all.contains(topic)) {
                throw noTopic("Kafka at " + kafka.bootstrapServers() + " has", topic);
            }
        }
        return topics.isEmpty() ? all : topics.stream().distinct().toList();
    }

    private static String coverage(Found shown, Instant begin) {
        CorrelationSearch.Found found = new CorrelationSearch.Found(List.of(), shown.topics());
        int topics = found.topics().size();
        StringBuilder words = new StringBuilder("Searched " + CoverageWords.number(found.searched()) + " of "
                + CoverageWords.records(found.total()) + " since " + begin + " in " + topics
                + (topics == 1 ? " topic" : " topics") + (found.isWhole() ? ", all of them" : "") + ", and found "
                + CoverageWords.number(shown.events().size()) + ".");
        found.topics().stream()
                .filter(topic -> !topic.isWhole())
                .forEach(topic -> words.append(' ')
                        .append(topic.problem() == null ? topic.topic() + ": " + left(topic) : topic.problem())
                        .append('.'));
        return Printable.of(words.toString());
    }

    private static String left(CorrelationSearch.Covered topic) {
        return CoverageWords.number(topic.total() - topic.searched()) + " were not looked at, since "
                + (topic.end() == EventSearch.End.TIME
                        ? "that would have taken too long"
                        : CoverageWords.number(topic.found()) + " were found");
    }
}
