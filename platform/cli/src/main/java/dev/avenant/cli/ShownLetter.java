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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dead letter on the terminal: where it came from, why it lies there, and its first bytes. */
final class ShownLetter {
    /** More than is shown, so that it is said that there are more. */
    private static final int HEAD_BYTES = 64;

    private final DeadLetter letter;
    private final TopicReader reader;
    private final PrintWriter out;

    ShownLetter(DeadLetter letter, TopicReader reader, PrintWriter out) {
        this.letter = letter;
        this.reader = reader;
        this.out = out;
    }

    void print() {
        Map<String, String> why = new LinkedHashMap<>();
        letter.reasons().forEach((name, value) -> why.put(name, Printable.of(value)));
        String others = letter.originalHeaders().entrySet().stream()
                .map(header -> Printable.of(header.getKey()) + "=" + Printable.of(header.getValue()))
                .collect(Collectors.joining(", "));
        String key = letter.key();
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
        field("value", letter.size() < 0 ? "none (a tombstone)" : letter.size() + " bytes  " + head());
        field("headers", others.isEmpty() ? null : others);
    }

    /** A line of it; none when there is nothing to say. */
    void field(String name, @Nullable String value) {
        if (value != null) {
            out.printf("  %-9s  %s%n", name, value);
        }
    }

    private String head() {
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

    private static @Nullable String time(@Nullable String millis, @Nullable String otherwise) {
        if (millis == null) {
            return otherwise;
        }
        return millis.matches("[0-9]{1,15}")
                ? Instant.ofEpochMilli(Long.parseLong(millis)).toString()
                : millis;
    }
}
