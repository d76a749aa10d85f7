package dev.avenant.cli;

import dev.avenant.text.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "The messages of a dead-letter topic: where each came from, why it lies here, and its bytes.",
        footer = {"", "Example:", "  avenant dead-letters show user-events.job-service.dlt"})
final class DeadLettersShow implements Callable<Integer> {
    static final String PREFIX = "avenant-dlt-";

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
        List<ConsumerRecord<byte[], byte[]>> letters;
        DeadLetterTopic source = new DeadLetterTopic(topic);
        try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            letters = source.read(consumer);
        }
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

    private void print(ConsumerRecord<byte[], byte[]> letter) {
        Map<String, String> why = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (Header header : letter.headers()) {
            String value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            if (header.key().startsWith(PREFIX)) {
                why.put(header.key().substring(PREFIX.length()), Printable.of(value));
            } else {
                others.add(Printable.of(header.key()) + "=" + Printable.of(value));
            }
        }
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
        field("key", letter.key() == null ? "none" : Printable.of(new String(letter.key(), StandardCharsets.UTF_8)));
        field(
                "value",
                letter.value() == null
                        ? "none (a tombstone)"
                        : letter.value().length + " bytes  " + WireFormat.hex(letter.value()));
        field("headers", others.isEmpty() ? null : String.join(", ", others));
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
