package dev.avenant.cli.events;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.console.ConsoleEvents;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.DecodedValues;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventScan;
import dev.avenant.operations.events.Unevaluated;
import dev.avenant.operations.events.WireFormat;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Print the events that a topic holds, one line each, decoded with the schema they were written with: all,"
                    + " or those for which all holds that the options say.",
            "It ends with how many of how many records it looked at, and with what it left out and why.",
            "Exit code 1 says that none was found."
        },
        footer = {
            "",
            "Examples:",
            "  avenant events search order-events --newest 10",
            "  avenant events search order-events --key 7",
            "  avenant events search order-events --offset 0:0",
            "  avenant events search order-events --from 2h --until 1h --type OrderCancelled",
            "  avenant events search order-events --partition 0 --from 100 --until 200",
            "  avenant events search order-events --header traceparent --where 'value.amount > 100' --format json"
        })
public final class EventsSearch implements Callable<Integer> {
    /** After how many records it looks whether anybody still reads, which head does not for long. */
    private static final int LOOKS_AFTER = 500;

    private static final Pattern PLACE = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

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
    private final EventFilterOptions filter = new EventFilterOptions();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Option(
            names = "--offset",
            paramLabel = "PARTITION:OFFSET",
            description = "The record at this place; repeatable, and without a filter.")
    private List<String> places = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME|OFFSET|beginning",
            description = "The first to look at: beginning, an offset (of one partition), 2026-03-01,"
                    + " 2026-03-01T12:00:00Z, or 2h for two hours ago (default: beginning).")
    private String from = EventPlace.BEGINNING;

    @Option(
            names = "--until",
            paramLabel = "TIME|OFFSET",
            description =
                    "The first that is not looked at, nor those behind it (default: the end that the topic has now).")
    private @Nullable String until;

    @Option(names = "--max", paramLabel = "N", description = "End when this many are found.")
    private long max = Long.MAX_VALUE;

    @Option(
            names = "--newest",
            paramLabel = "N",
            description = "The newest N of those that are meant, by their times, the oldest of them first.")
    private @Nullable Integer newest;

    @Option(names = "--details", description = "Print the schema's id and the record's headers too.")
    private boolean details;

    private long printed;

    public EventsSearch(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        requireNumbers();
        EventPlace begin = EventPlace.parse("--from", from, Clock.systemUTC());
        EventPlace end = until == null ? EventPlace.NONE : EventPlace.parse("--until", until, Clock.systemUTC());
        begin.requireBefore(end);
        EventQuery query = filter.query(begin.offset(), begin.time());
        EventScan.Until last = new EventScan.Until(end.offset(), end.time());
        return console.insteadOf(kafka)
                .map(client -> ofConsole(new ConsoleEvents(client), query, last))
                .orElseGet(() -> ofKafka(query, last));
    }

    private int ofConsole(ConsoleEvents events, EventQuery query, EventScan.Until last) {
        ConsoleOptions.refuse("--registry", registry.isGiven(), "it asks the one of its own settings");
        filter.requireForConsole();
        if (!places.isEmpty()) {
            return printPlaces(events);
        }
        ConsoleScan scan = new ConsoleScan(events, topic, query);
        if (query.offset() != null || last.offset() != null) {
            requireOnePartition(query, scan.partitions());
        }
        if (newest == null) {
            EventScan.Covered covered = scan.forEach(last, max, event -> print(ShownEvent.of(event)));
            return end(query, covered, covered.found());
        }
        ConsoleScan.Newest found = scan.newest(last, newest);
        found.records().forEach(event -> print(ShownEvent.of(event)));
        return end(query, found.covered(), found.records().size());
    }

    private int ofKafka(EventQuery query, EventScan.Until last) {
        WireFormat wire = new WireFormat(registry.client());
        if (!places.isEmpty()) {
            return kafka.read(reader -> printPlaces(reader, wire));
        }
        return kafka.read(reader -> {
            if (query.offset() != null || last.offset() != null) {
                requireOnePartition(query, reader.begins(topic).size());
            }
            return search(reader, query, last, wire);
        });
    }

    private void requireNumbers() {
        if (max < 1) {
            throw CommandFailure.usage("Expected a --max of at least 1 but found " + max + ".");
        }
        if (newest != null && newest < 1) {
            throw CommandFailure.usage("Expected a --newest of at least 1 but found " + newest + ".");
        }
        if (newest != null && max < Long.MAX_VALUE) {
            throw CommandFailure.usage("Expected one of --max and --newest but found both.");
        }
        for (String place : places) {
            if (!PLACE.matcher(place).matches()) {
                throw CommandFailure.usage("Expected --offset PARTITION:OFFSET, such as 0:3, but found " + place + ".");
            }
        }
        boolean isAlone = filter.isEmpty() && from.equals(EventPlace.BEGINNING) && until == null && newest == null;
        if (!places.isEmpty() && !isAlone) {
            throw CommandFailure.usage(
                    "Expected --offset without a filter, --from, --until and --newest, since it names"
                            + " its record, but found one beside it.");
        }
    }

    private void requireOnePartition(EventQuery query, int partitions) {
        if (partitions > 1 && query.requirePartitionOf(topic, partitions) == null) {
            throw CommandFailure.usage(
                    "Expected --partition with an offset, since " + topic + " has " + partitions + " partitions.");
        }
    }

    private int search(TopicReader reader, EventQuery query, EventScan.Until last, WireFormat wire) {
        DecodedValues values = new DecodedValues(wire, anyTopic -> false);
        if (newest == null) {
            EventScan.Covered covered = EventScan.forEach(
                    reader, topic, query, last, values, max, record -> print(ShownEvent.of(record, wire)));
            return end(query, covered, covered.found());
        }
        EventScan.Newest found = EventScan.newest(reader, topic, query, last, values, newest);
        found.records().forEach(record -> print(ShownEvent.of(record, wire)));
        return end(query, found.covered(), found.records().size());
    }

    /** Says how much of the topic was looked at. */
    private int end(EventQuery query, EventScan.Covered covered, long shown) {
        terminal.out().flush();
        Unevaluated unevaluated = covered.unevaluated();
        if (unevaluated != null) {
            terminal.err().println(CoverageWords.of(unevaluated));
        }
        terminal.err()
                .println(CoverageWords.of(
                        covered,
                        query.isFiltered(),
                        shown,
                        filter.isPlacedByKey(),
                        newest == null ? "--max" : "--newest"));
        return covered.found() == 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private void print(ShownEvent event) {
        terminal.out().println(new EventLines(format.isJson(), details, false).of(event));
        if (++printed % LOOKS_AFTER == 0 && terminal.out().checkError()) {
            throw new CancellationException("Nobody reads any more");
        }
    }

    private int printPlaces(ConsoleEvents events) {
        for (String place : places) {
            print(events.at(topic, partitionOf(place), offsetOf(place))
                    .map(ShownEvent::of)
                    .orElseThrow(() -> {
                        ConsoleScan all = new ConsoleScan(events, topic, EventQuery.NEWEST);
                        return nothingAt(place, all.begins(), all.ends());
                    }));
        }
        return ExitCode.CLEAN;
    }

    private int printPlaces(TopicReader reader, WireFormat wire) {
        for (String place : places) {
            print(reader.at(topic, partitionOf(place), offsetOf(place))
                    .map(record -> ShownEvent.of(record, wire))
                    .orElseThrow(() -> nothingAt(
                            place, reader.begins(topic), reader.atEnd(topic).positions())));
        }
        return ExitCode.CLEAN;
    }

    private static int partitionOf(String place) {
        return Integer.parseInt(place.substring(0, place.indexOf(':')));
    }

    private static long offsetOf(String place) {
        return Long.parseLong(place.substring(place.indexOf(':') + 1));
    }

    private CommandFailure nothingAt(String place, Map<Integer, Long> begins, Map<Integer, Long> ends) {
        int partition = partitionOf(place);
        Long begin = begins.get(partition);
        String nothing = "There is no record at " + place + " of " + topic;
        if (begin == null) {
            return CommandFailure.usage(nothing + ", which has " + begins.size() + " partitions.");
        }
        long end = ends.getOrDefault(partition, begin);
        return CommandFailure.usage(nothing + ". Partition " + partition
                + (end == begin ? " is empty." : " holds " + begin + " to " + (end - 1) + ", with gaps maybe."));
    }
}
