package dev.avenant.cli;

import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.operations.events.DecodedValues;
import dev.avenant.operations.events.EventExpression;
import dev.avenant.operations.events.RecordCondition;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.text.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
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
            "  avenant events tail order-events --from-beginning --until-end --where 'value.amount > 100'"
        })
final class EventsTail implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Mixin
    private final Registry registry = new Registry(config);

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic = "";

    @Option(names = "--from-beginning", description = "Begin with the oldest event rather than with the next one.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "End after this many events.")
    private long max = Long.MAX_VALUE;

    @Option(names = "--until-end", description = "End when all events that are there now were printed.")
    private boolean untilEnd;

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description =
                    "Only events for which this expression in CEL holds, over key, value, headers, partition, offset,"
                            + " timestamp, type and schema_id.")
    private @Nullable String where;

    @Option(names = "--details", description = "Print the schema's id and the record's headers too.")
    private boolean details;

    EventsTail(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        EventExpression condition = where == null ? null : EventExpression.compile(where);
        WireFormat format = new WireFormat(registry.client());
        RecordCondition wanted = new RecordCondition(condition, new DecodedValues(format, anyTopic -> false));
        return kafka.read(
                reader -> print(format, wanted, fromBeginning ? reader.atBeginning(topic) : reader.atEnd(topic)));
    }

    private int print(WireFormat format, RecordCondition wanted, TopicCursor cursor) {
        terminal.progress("Reading " + topic + "; Ctrl-C ends it");
        long printed = 0;
        while (printed < max && !(untilEnd && cursor.isAtEnd())) {
            for (ConsumerRecord<byte[], byte[]> message : cursor.next()) {
                if (printed < max && wanted.holds(message)) {
                    terminal.out().println(line(format, message));
                    printed++;
                }
            }
            terminal.out().flush();
        }
        wanted.unevaluated()
                .ifPresent(some -> terminal.err()
                        .println("Of " + some.count() + (some.count() == 1 ? " event" : " events")
                                + " it cannot be said whether the expression holds; the first is " + some.partition()
                                + ":"
                                + some.offset() + ": " + Printable.of(some.reason()) + "."));
        return ExitCode.CLEAN;
    }

    private String line(WireFormat format, ConsumerRecord<byte[], byte[]> message) {
        String key = message.key() == null ? "-" : new String(message.key(), StandardCharsets.UTF_8);
        String place = message.partition() + ":" + message.offset() + " " + Instant.ofEpochMilli(message.timestamp())
                + " " + Printable.of(key) + " " + (details ? details(message) : "");
        if (message.value() == null) {
            return place + "(no value: a tombstone)";
        }
        try {
            return place + format.toJson(message);
        } catch (WireFormat.UndecodableException e) {
            return place + "(" + e.getMessage() + ")";
        }
    }

    private static String details(ConsumerRecord<byte[], byte[]> message) {
        StringJoiner all = new StringJoiner(", ", "[", "] ");
        if (message.value() != null) {
            all.add("schema " + WireFormat.schemaIdOf(message));
        }
        for (Header header : message.headers()) {
            if (WireFormat.isOfSchemaId(header.key())) {
                continue;
            }
            String value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            all.add(Printable.of(header.key() + "=" + value));
        }
        return all.toString();
    }
}
