package dev.avenant.cli.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.LetterParts;
import dev.avenant.messaging.api.PackedRecord;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterDialect;
import dev.avenant.messaging.api.dialect.LetterDialects;
import dev.avenant.operations.events.PersonalData;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dead letter on the terminal: where it came from, why it lies there, and its first bytes. */
final class ShownLetter {
    /** More than is shown, so that it is said that there are more. */
    private static final int HEAD_BYTES = 64;

    private final LetterContent letter;
    private final Supplier<String> head;
    private final PrintWriter out;

    private ShownLetter(LetterContent letter, Supplier<String> head, PrintWriter out) {
        this.letter = letter;
        this.head = head;
        this.out = out;
    }

    /**
     * One that was read from Kafka, where its parts are, too.
     *
     * @param reader for as long as it is printed
     */
    static ShownLetter of(Letter letter, TopicReader reader, PrintWriter out) {
        return new ShownLetter(LetterContent.of(letter), () -> head(letter, reader), out);
    }

    /** One that somebody else read. */
    static ShownLetter of(LetterContent letter, PrintWriter out) {
        String head = letter.isInParts()
                ? "in parts"
                : letter.isMasked() ? PersonalData.MASK : WireFormat.hex(letter.value());
        return new ShownLetter(letter, () -> head, out);
    }

    void print() {
        LetterFacts facts = letter.facts();
        out.println(facts.place() + "  " + headline(facts));
        field(
                "from",
                shown(facts.topic(), "?") + ", partition " + number(facts.originPartition()) + ", offset "
                        + number(facts.originOffset()) + ", written " + time(facts.writtenAt()));
        field("group", facts.group());
        field(
                "failed",
                facts.failedAt().equals(Instant.EPOCH) ? null : facts.failedAt().toString());
        field("why", letter.message());
        field("exception", facts.exception());
        field("caused by", facts.rootException());
        letter.details().forEach(this::field);
        field("key", shown(letter.key(), "none"));
        field("value", letter.size() < 0 ? "none (a tombstone)" : letter.size() + " bytes  " + head.get());
        field("headers", headers());
        if (!facts.dialect().equals(LetterDialects.AVENANT.name())) {
            field("written by", titleOf(facts.dialect()));
        }
    }

    /** A word for why it failed: the category, or the name of the exception's class. */
    static String headline(LetterFacts letter) {
        String cause = letter.cause();
        return cause == null ? "no category" : Printable.of(cause);
    }

    /** What a dialect is called; its name when nobody here knows it. */
    static String titleOf(String dialect) {
        return LetterDialects.named(dialect).map(LetterDialect::title).orElse(dialect);
    }

    /** A line of it; none when there is nothing to say. */
    void field(String name, @Nullable String value) {
        if (value != null) {
            out.printf("  %-9s  %s%n", name, Printable.of(value));
        }
    }

    private @Nullable String headers() {
        return letter.headers().isEmpty()
                ? null
                : letter.headers().entrySet().stream()
                        .map(header -> header.getKey() + "=" + header.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String head(Letter letter, TopicReader reader) {
        DeadLetter whole = letter.deadLetter();
        Optional<LetterParts> parts = whole.parts();
        if (parts.isEmpty() || !DeadLetterTopic.isName(letter.record().topic())) {
            return WireFormat.hex(whole.value());
        }
        DeadLetterTopic source = new DeadLetterTopic(letter.record().topic());
        try (InputStream bytes = reader.parts(source, parts.get())) {
            return "in parts  " + WireFormat.hex(PackedRecord.head(bytes, HEAD_BYTES));
        } catch (IOException lost) {
            return "in parts that cannot be read: " + lost.getMessage();
        }
    }

    private static String shown(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static String number(long number) {
        return number < 0 ? "?" : String.valueOf(number);
    }

    private static String time(long millis) {
        return millis < 0 ? "?" : Instant.ofEpochMilli(millis).toString();
    }
}
