package dev.avenant.cli.events;

import dev.avenant.cli.access.ConsoleOptions;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.operations.events.EventExpression;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.HeaderMatch;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records of a topic are meant. */
final class EventFilterOptions {

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Those of this key, of the partition where Kafka's producers place it.")
    private @Nullable String key;

    @Option(
            names = "--every-partition",
            description = "Look for the key in all partitions, since a producer may place it elsewhere.")
    private boolean everyPartition;

    @Option(names = "--partition", paramLabel = "N", description = "Those of this partition.")
    private @Nullable Integer partition;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Those of this type, as the header ce_type says it; with or without its namespace.")
    private @Nullable String type;

    @Option(
            names = "--header",
            paramLabel = "NAME[=TEXT]",
            description = "Those that have this header, and that text in it if one is given; repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--where",
            paramLabel = "EXPR",
            description =
                    "Only events for which this expression in CEL holds, over key, value, headers, partition, offset,"
                            + " timestamp, type and schema_id.")
    private @Nullable String where;

    /**
     * What they say; refuses what cannot be meant, before anything is read.
     *
     * @param offset where it begins, in each partition; null for elsewhere
     * @param since the time at which it begins, in milliseconds since the epoch; null for elsewhere
     */
    EventQuery query(@Nullable Long offset, @Nullable Long since) {
        if (everyPartition && (key == null || partition != null)) {
            throw CommandFailure.usage("Expected --every-partition with --key and without --partition but found it "
                    + (key == null ? "without a --key." : "with both."));
        }
        if (partition != null && partition < 0) {
            throw CommandFailure.usage("Expected a --partition of at least 0 but found " + partition + ".");
        }
        for (String header : headers) {
            if (header.isEmpty() || header.startsWith("=")) {
                throw CommandFailure.usage("Expected --header NAME or NAME=TEXT but found \"" + header + "\".");
            }
        }
        return new EventQuery(
                partition,
                everyPartition,
                key,
                type,
                headers.stream().map(HeaderMatch::parse).toList(),
                offset,
                since,
                null,
                where == null ? null : EventExpression.compile(where),
                null);
    }

    /** Refuses what a console would understand otherwise, which takes no blanks around words. */
    void requireForConsole() {
        ConsoleOptions.refuse(
                "A blank at either end of --type or --header",
                Stream.concat(Stream.of(type), headers.stream())
                        .filter(Objects::nonNull)
                        .anyMatch(text -> !text.isBlank() && !text.equals(text.strip())),
                "it leaves it out");
        ConsoleOptions.refuse("A second --header", headers.size() > 1, "it looks for one");
        if (Stream.concat(Stream.of(key, type, where), headers.stream())
                .filter(Objects::nonNull)
                .anyMatch(String::isBlank)) {
            throw CommandFailure.usage(
                    "Expected something in --key, --type, --header and --where with a console but found nothing.");
        }
    }

    /** Whether the key alone says in which partition it is looked for. */
    boolean isPlacedByKey() {
        return key != null && partition == null;
    }

    /** Whether they say nothing, so that all are meant. */
    boolean isEmpty() {
        return key == null && partition == null && type == null && headers.isEmpty() && where == null;
    }
}
