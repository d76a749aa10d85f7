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
import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.DecodedValues;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.RecordCondition;
import dev.avenant.operations.events.Unevaluated;
import dev.avenant.operations.events.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Print the events of a topic as they arrive, one line each, decoded with the schema they were written"
                    + " with.",
            "What cannot be decoded is shown as bytes, with the reason."
        },
        footer = {
            "",
            "Examples:",
            "  avenant events tail order-events",
            "  avenant events tail order-events --from-beginning --max 1",
            "  avenant events tail order-events --details",
            "  avenant events tail order-events --key 7 --format json",
            "  avenant events tail order-events --from-beginning --until-end --where 'value.amount > 100'"
        })
public final class EventsTail implements Callable<Integer> {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

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

    @Option(names = "--from-beginning", description = "Begin with the oldest event rather than with the next one.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "End after this many events.")
    private long max = Long.MAX_VALUE;

    @Option(names = "--until-end", description = "End when all events that are there now were printed.")
    private boolean untilEnd;

    @Option(names = "--details", description = "Print the schema's id and the record's headers too.")
    private boolean details;

    private long printed;

    public EventsTail(Terminal terminal) {
        this.terminal = terminal;
        this.console = new ConsoleOptions(config, terminal);
    }

    @Override
    public Integer call() {
        if (max < 1) {
            throw CommandFailure.usage("Expected a --max of at least 1 but found " + max + ".");
        }
        EventQuery query = filter.query(null, null);
        return console.insteadOf(kafka)
                .map(client -> ofConsole(new ConsoleEvents(client), query))
                .orElseGet(() -> ofKafka(query));
    }

    private int ofKafka(EventQuery query) {
        WireFormat wire = new WireFormat(registry.client());
        RecordCondition wanted = new RecordCondition(query.where(), new DecodedValues(wire, anyTopic -> false));
        return kafka.read(reader -> print(wire, query, wanted, cursor(reader, query)));
    }

    /** Of a key, its partition alone is read. */
    private TopicCursor cursor(TopicReader reader, EventQuery query) {
        Map<Integer, Long> begins = reader.begins(topic);
        Integer only = query.requirePartitionOf(topic, begins.size());
        if (only == null) {
            return fromBeginning ? reader.atBeginning(topic) : reader.atEnd(topic);
        }
        Map<Integer, Long> ends = new HashMap<>(reader.atEnd(topic).positions());
        ends.keySet().retainAll(Set.of(only));
        begins.keySet().retainAll(Set.of(only));
        return reader.between(topic, fromBeginning ? begins : ends, ends);
    }

    /** Asks the console again and again for what came, so that nothing is left out however much that is. */
    private int ofConsole(ConsoleEvents events, EventQuery query) {
        ConsoleOptions.refuse("--registry", registry.isGiven(), "it asks the one of its own settings");
        filter.requireForConsole();
        ConsoleScan scan = new ConsoleScan(events, topic, query);
        SortedMap<Integer, Long> ends = scan.ends();
        SortedMap<Integer, Long> never = scan.ends();
        never.replaceAll((partition, end) -> Long.MAX_VALUE);
        scan.from(fromBeginning ? scan.begins() : ends);
        sayThatItReads();
        while (printed < max
                && !(untilEnd && isBehind(scan.positions(), ends))
                && !terminal.out().checkError()) {
            SortedMap<Integer, Long> before = scan.positions();
            scan.step(untilEnd ? ends : never, max, event -> print(ShownEvent.of(event)));
            if (before.equals(scan.positions())) {
                pause();
            }
        }
        return end(Optional.ofNullable(scan.unevaluated()));
    }

    private static boolean isBehind(SortedMap<Integer, Long> positions, SortedMap<Integer, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.couldNotRun("Interrupted.");
        }
    }

    private void sayThatItReads() {
        terminal.progress("Reading " + topic + "; Ctrl-C ends it");
    }

    private void print(ShownEvent event) {
        terminal.out().println(new EventLines(format.isJson(), details, false).of(event));
        printed++;
    }

    private int end(Optional<Unevaluated> unevaluated) {
        terminal.out().flush();
        unevaluated.ifPresent(some -> terminal.err().println(CoverageWords.of(some)));
        return ExitCode.CLEAN;
    }

    private int print(WireFormat wire, EventQuery query, RecordCondition wanted, TopicCursor cursor) {
        sayThatItReads();
        // Whoever looked at it may have seen enough, such as head.
        while (printed < max
                && !(untilEnd && cursor.isAtEnd())
                && !terminal.out().checkError()) {
            for (ConsumerRecord<byte[], byte[]> message : cursor.next()) {
                if (printed < max && query.matchesWithoutValue(message) && wanted.holds(message)) {
                    print(ShownEvent.of(message, wire));
                }
            }
        }
        return end(wanted.unevaluated());
    }
}
