package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.text.Printable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        List<DeadLetter> letters = kafka.read(reader -> reader.read(source.name())).stream()
                .map(DeadLetter::new)
                .toList();
        if (letters.isEmpty()) {
            terminal.out().println(topic + " is empty.");
        }
        int from = Math.max(0, letters.size() - max);
        if (from > 0) {
            terminal.out()
                    .println("(" + from + " older messages are not shown; --max " + letters.size() + " shows them)");
        }
        letters.subList(from, letters.size()).forEach(this::print);
        return ExitCode.CLEAN;
    }

    private void print(DeadLetter letter) {
        Map<String, String> why = new LinkedHashMap<>();
        letter.reasons().forEach((name, value) -> why.put(name, Printable.of(value)));
        String others = letter.originalHeaders().entrySet().stream()
                .map(header -> Printable.of(header.getKey()) + "=" + Printable.of(header.getValue()))
                .collect(Collectors.joining(", "));
        String key = letter.key();
        byte[] value = letter.value();
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
        field("value", value == null ? "none (a tombstone)" : value.length + " bytes  " + WireFormat.hex(value));
        field("headers", others.isEmpty() ? null : others);
        out.println();
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
