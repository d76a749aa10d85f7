package dev.avenant.cli.events;

import dev.avenant.cli.access.CommandConfig;
import dev.avenant.cli.access.Kafka;
import dev.avenant.cli.access.Registry;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.ExitCode;
import dev.avenant.cli.terminal.OutputFormat;
import dev.avenant.cli.terminal.Terminal;
import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.DecodedValues;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.RecordCondition;
import dev.avenant.operations.events.WireFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

    @Option(names = "--from-beginning", description = "Begin with the oldest event rather than with the next one.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "End after this many events.")
    private long max = Long.MAX_VALUE;

    @Option(names = "--until-end", description = "End when all events that are there now were printed.")
    private boolean untilEnd;

    @Option(names = "--details", description = "Print the schema's id and the record's headers too.")
    private boolean details;

    public EventsTail(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (max < 1) {
            throw CommandFailure.usage("Expected a --max of at least 1 but found " + max + ".");
        }
        EventQuery query = filter.query(null, null);
        WireFormat wire = new WireFormat(registry.client());
        EventLines lines = new EventLines(wire, format.isJson(), details, false);
        RecordCondition wanted = new RecordCondition(query.where(), new DecodedValues(wire, anyTopic -> false));
        return kafka.read(reader -> print(lines, query, wanted, cursor(reader, query)));
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

    private int print(EventLines lines, EventQuery query, RecordCondition wanted, TopicCursor cursor) {
        terminal.progress("Reading " + topic + "; Ctrl-C ends it");
        long printed = 0;
        // Whoever looked at it may have seen enough, such as head.
        while (printed < max
                && !(untilEnd && cursor.isAtEnd())
                && !terminal.out().checkError()) {
            for (ConsumerRecord<byte[], byte[]> message : cursor.next()) {
                if (printed < max && query.matchesWithoutValue(message) && wanted.holds(message)) {
                    terminal.out().println(lines.of(message));
                    printed++;
                }
            }
        }
        terminal.out().flush();
        wanted.unevaluated().ifPresent(some -> terminal.err().println(CoverageWords.of(some)));
        return ExitCode.CLEAN;
    }
}
