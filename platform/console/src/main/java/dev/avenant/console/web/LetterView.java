package dev.avenant.console.web;

import dev.avenant.console.ShownText;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import dev.avenant.operations.letters.DropNote;
import dev.avenant.operations.letters.LetterAdvice;
import dev.avenant.text.Printable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A letter as its page shows it: what happened, where it came from, and what became of it. */
public final class LetterView {

    private static final int LONGEST_TEXT = 2000;
    private static final int LINES_OF_TRACE = 30;
    private static final int MOST_HEADERS = 100;

    private final String topic;
    private final DeadLetters.Found found;
    private final LetterReport report;

    /** The page of a letter of a topic. */
    public LetterView(String topic, DeadLetters.Found found) {
        this.topic = topic;
        this.found = found;
        this.report = found.letter().report();
    }

    private Letter letter() {
        return found.letter();
    }

    private DeadLetter whole() {
        return letter().deadLetter();
    }

    /** Its line in a list. */
    public LetterRow getRow() {
        return new LetterRow(topic, found.indexed());
    }

    /** What was said when its record was dropped; null when it was not. */
    public @Nullable DropNote getDrop() {
        return found.drop();
    }

    /** The other letters of the same record, the newest first. */
    public List<LetterRow> getOthers() {
        return found.sameRecord().stream()
                .filter(other ->
                        !other.facts().place().equals(found.indexed().facts().place()))
                .map(other -> new LetterRow(topic, other))
                .toList();
    }

    public String getId() {
        return letter().id().toString();
    }

    public String getDialect() {
        return letter().dialect().title();
    }

    /** The name of what to advise. */
    public String getAdvice() {
        return LetterAdvice.of(letter()).name();
    }

    public @Nullable String getMessage() {
        return shown(report.failure().message());
    }

    public @Nullable String getException() {
        return shown(report.failure().exception());
    }

    public @Nullable String getRootException() {
        return shown(report.failure().cause());
    }

    /** Its first lines; null when the letter has none. */
    public @Nullable String getStacktrace() {
        String trace = report.failure().stacktrace();
        return trace == null || trace.isBlank()
                ? null
                : ShownText.lines(String.join(
                        "\n",
                        trace.lines()
                                .limit(LINES_OF_TRACE)
                                .map(line -> line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) : line)
                                .toList()));
    }

    /** What the library says besides, by its own words. */
    public Map<String, String> getDetails() {
        Map<String, String> shown = new LinkedHashMap<>();
        report.details()
                .forEach((name, text) -> shown.put(ShownText.line(name), Printable.shorten(text, LONGEST_TEXT)));
        return shown;
    }

    public @Nullable String getOriginTopic() {
        return shown(report.origin().topic());
    }

    /** -1 when the letter does not say. */
    public int getOriginPartition() {
        return report.origin().partition();
    }

    /** -1 when the letter does not say. */
    public long getOriginOffset() {
        return report.origin().offset();
    }

    /** When the record was written; null when the letter does not say. */
    public @Nullable Instant getWrittenAt() {
        return report.origin().timestamp() < 0
                ? null
                : Instant.ofEpochMilli(report.origin().timestamp());
    }

    /** The headers that the record came with. */
    public Map<String, String> getHeaders() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Header header : letter().dialect().original(letter().record().headers())) {
            if (!DeadLetterHeaders.isName(header.key()) && shown.size() < MOST_HEADERS) {
                shown.put(
                        Printable.shorten(header.key(), LONGEST_TEXT),
                        Printable.shorten(DeadLetterHeaders.text(header.value()), LONGEST_TEXT));
            }
        }
        return shown;
    }

    /** How many bytes its value has; -1 for a tombstone. */
    public long getSize() {
        return whole().size();
    }

    /** Whether its bytes lie in several records. */
    public boolean isInParts() {
        return whole().parts().isPresent();
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : Printable.shorten(text, LONGEST_TEXT);
    }
}
