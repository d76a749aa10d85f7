package dev.avenant.cli.events;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Registry;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    }

    @Override
    public Integer call() {
        requireNumbers();
        EventPlace begin = EventPlace.parse("--from", from, Clock.systemUTC());
        EventPlace end = until == null ? EventPlace.NONE : EventPlace.parse("--until", until, Clock.systemUTC());
        begin.requireBefore(end);
        EventQuery query = filter.query(begin.offset(), begin.time());
        WireFormat wire = new WireFormat(registry.client());
        EventLines lines = new EventLines(wire, format.isJson(), details, false);
        if (!places.isEmpty()) {
            return kafka.read(reader -> printPlaces(reader, lines));
        }
        EventScan.Until last = new EventScan.Until(end.offset(), end.time());
        return kafka.read(reader -> {
            if (begin.offset() != null || end.offset() != null) {
                requireOnePartition(query, reader.begins(topic).size());
            }
            return search(reader, query, last, new DecodedValues(wire, anyTopic -> false), lines);
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

    private int search(
            TopicReader reader, EventQuery query, EventScan.Until last, DecodedValues values, EventLines lines) {
        EventScan.Covered covered;
        long shown;
        if (newest == null) {
            covered = EventScan.forEach(reader, topic, query, last, values, max, record -> print(lines, record));
            shown = covered.found();
        } else {
            EventScan.Newest found = EventScan.newest(reader, topic, query, last, values, newest);
            found.records().forEach(record -> terminal.out().println(lines.of(record)));
            covered = found.covered();
            shown = found.records().size();
        }
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

    private void print(EventLines lines, ConsumerRecord<byte[], byte[]> record) {
        terminal.out().println(lines.of(record));
        if (++printed % LOOKS_AFTER == 0 && terminal.out().checkError()) {
            throw new CancellationException("Nobody reads any more");
        }
    }

    private int printPlaces(TopicReader reader, EventLines lines) {
        for (String place : places) {
            int colon = place.indexOf(':');
            int partition = Integer.parseInt(place.substring(0, colon));
            ConsumerRecord<byte[], byte[]> record = reader.at(
                            topic, partition, Long.parseLong(place.substring(colon + 1)))
                    .orElseThrow(() -> CommandFailure.usage(
                            "There is no record at " + place + " of " + topic + held(reader, partition)));
            terminal.out().println(lines.of(record));
        }
        return ExitCode.CLEAN;
    }

    private String held(TopicReader reader, int partition) {
        Long begin = reader.begins(topic).get(partition);
        if (begin == null) {
            return ", which has " + reader.begins(topic).size() + " partitions.";
        }
        long end = reader.atEnd(topic).positions().getOrDefault(partition, begin);
        return ". Partition " + partition
                + (end == begin ? " is empty." : " holds " + begin + " to " + (end - 1) + ", with gaps maybe.");
    }
}
