package dev.avenant.cli;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.LetterParts;
import dev.avenant.messaging.api.PackedRecord;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import dev.avenant.operations.events.WireFormat;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A dead letter on the terminal: where it came from, why it lies there, and its first bytes. */
final class ShownLetter {
    /** More than is shown, so that it is said that there are more. */
    private static final int HEAD_BYTES = 64;

    private final Letter letter;
    private final TopicReader reader;
    private final PrintWriter out;

    ShownLetter(Letter letter, TopicReader reader, PrintWriter out) {
        this.letter = letter;
        this.reader = reader;
        this.out = out;
    }

    void print() {
        LetterReport.Origin origin = letter.report().origin();
        LetterReport.Failure failure = letter.report().failure();
        DeadLetter whole = letter.deadLetter();
        out.println(letter.place() + "  " + headline(letter));
        field(
                "from",
                shown(origin.topic(), "?") + ", partition " + number(origin.partition()) + ", offset "
                        + number(origin.offset()) + ", written " + time(origin.timestamp()));
        field("group", origin.group());
        field(
                "failed",
                letter.failedAt().equals(Instant.EPOCH)
                        ? null
                        : letter.failedAt().toString());
        field("why", failure.message());
        field("exception", failure.exception());
        field("caused by", failure.cause());
        letter.report().details().forEach(this::field);
        field("key", whole.key() == null ? "none" : whole.key());
        field("value", whole.size() < 0 ? "none (a tombstone)" : whole.size() + " bytes  " + head(whole));
        field("headers", headers());
        if (!letter.isOwn()) {
            field("written by", letter.dialect().title());
        }
    }

    /** A word for why it failed: the category, or the name of the exception's class. */
    static String headline(Letter letter) {
        String cause = LetterFacts.of(letter).cause();
        return cause == null ? "no category" : Printable.of(cause);
    }

    /** A line of it; none when there is nothing to say. */
    void field(String name, @Nullable String value) {
        if (value != null) {
            out.printf("  %-9s  %s%n", name, Printable.of(value));
        }
    }

    private @Nullable String headers() {
        StringJoiner others = new StringJoiner(", ");
        for (Header header : letter.dialect().original(letter.record().headers())) {
            if (!DeadLetterHeaders.isName(header.key())) {
                others.add(header.key() + "=" + DeadLetterHeaders.text(header.value()));
            }
        }
        return others.length() == 0 ? null : others.toString();
    }

    private String head(DeadLetter whole) {
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
