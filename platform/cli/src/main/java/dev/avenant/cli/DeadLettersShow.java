package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.LetterParts;
import dev.avenant.messaging.api.PackedRecord;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "The messages of a dead-letter topic: where each came from, why it lies here, and its bytes.",
        footer = {"", "Example:", "  avenant dead-letters show order-events.billing.dlt"})
final class DeadLettersShow implements Callable<Integer> {
    /** More than is shown, so that it is said that there are more. */
    private static final int HEAD_BYTES = 64;

    private final Terminal terminal;

    @Mixin
    private final CommandConfig config = new CommandConfig();

    @Mixin
    private final Kafka kafka = new Kafka(config);

    @Parameters(paramLabel = "TOPIC", description = "The dead-letter topic, <topic>.<group>.dlt.")
    private String topic = "";

    @Option(names = "--max", paramLabel = "N", description = "The newest N messages (default: ${DEFAULT-VALUE}).")
    private int max = 20;

    DeadLettersShow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DeadLetterTopic source = Kafka.deadLetterTopic(topic);
        return kafka.read(reader -> {
            Newest newest = new Newest(max);
            reader.forEach(source.name(), newest::add);
            if (newest.count() == 0) {
                terminal.out().println(topic + " is empty.");
            }
            long older = newest.count() - newest.letters().size();
            if (older > 0) {
                terminal.out()
                        .println("(" + older + " older messages are not shown; --max " + newest.count()
                                + " shows them)");
            }
            newest.letters().forEach(letter -> print(letter, reader));
            return ExitCode.CLEAN;
        });
    }

    /** The newest letters, so that no more of a long topic is in memory. */
    private static final class Newest {
        private final int max;
        private final PriorityQueue<ConsumerRecord<byte[], byte[]>> records =
                new PriorityQueue<>(TopicReader.OLDEST_FIRST);
        private long count;

        Newest(int max) {
            this.max = max;
        }

        void add(ConsumerRecord<byte[], byte[]> record) {
            if (!DeadLetter.isLetter(record)) {
                return;
            }
            count++;
            records.add(record);
            if (records.size() > max) {
                records.remove();
            }
        }

        long count() {
            return count;
        }

        List<DeadLetter> letters() {
            return records.stream()
                    .sorted(TopicReader.OLDEST_FIRST)
                    .map(DeadLetter::new)
                    .toList();
        }
    }

    private void print(DeadLetter letter, TopicReader reader) {
        Map<String, String> why = new LinkedHashMap<>();
        letter.reasons().forEach((name, value) -> why.put(name, Printable.of(value)));
        String others = letter.originalHeaders().entrySet().stream()
                .map(header -> Printable.of(header.getKey()) + "=" + Printable.of(header.getValue()))
                .collect(Collectors.joining(", "));
        String key = letter.key();
        PrintWriter out = terminal.out();
        out.println(letter.partition() + ":" + letter.offset() + "  " + why.getOrDefault("category", "no category"));
        field(
                "from",
                why.getOrDefault("topic", "?") + ", partition " + why.getOrDefault("partition", "?") + ", offset "
                        + why.getOrDefault("offset", "?") + ", written " + time(why.get("timestamp"), "?"));
        field("group", why.get("group"));
        field("failed", time(why.get("failed-at"), null));
        field("why", why.get("message"));
        field("exception", why.get("exception"));
        field("key", key == null ? "none" : Printable.of(key));
        field("value", letter.size() < 0 ? "none (a tombstone)" : letter.size() + " bytes  " + head(letter, reader));
        field("headers", others.isEmpty() ? null : others);
        out.println();
    }

    private static String head(DeadLetter letter, TopicReader reader) {
        Optional<LetterParts> parts = letter.parts();
        if (parts.isEmpty()) {
            return WireFormat.hex(letter.value());
        }
        DeadLetterTopic source = new DeadLetterTopic(letter.record().topic());
        try (InputStream bytes = reader.parts(source, parts.get())) {
            return "in parts  " + WireFormat.hex(PackedRecord.head(bytes, HEAD_BYTES));
        } catch (IOException lost) {
            return "in parts that cannot be read: " + lost.getMessage();
        }
    }

    private void field(String name, @Nullable String value) {
        if (value != null) {
            terminal.out().printf("  %-9s  %s%n", name, value);
        }
    }

    private static @Nullable String time(@Nullable String millis, @Nullable String otherwise) {
        if (millis == null) {
            return otherwise;
        }
        return millis.matches("[0-9]{1,15}")
                ? Instant.ofEpochMilli(Long.parseLong(millis)).toString()
                : millis;
    }
}
