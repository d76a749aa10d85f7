package dev.avenant.cli.console;

import static dev.avenant.cli.console.ConsoleClient.path;

import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a console is asked about dead letters, and what its answers say of one. */
final class LetterAnswers {

    static final String LETTERS = "dead-letters";
    static final String LETTERS_FIELD = "letters";
    static final int LETTERS_AT_ONCE = 1000;

    /** How often it is asked again though it has no less to read: more may come than it reads for a while. */
    private static final int MOST_IN_VAIN = 10;

    private LetterAnswers() {}

    static String pathOf(String topic, int partition, long offset) {
        return path(LETTERS, topic, String.valueOf(partition), String.valueOf(offset));
    }

    interface Question {
        ConsoleAnswer ask();
    }

    /**
     * Asks until the console has read everything.
     *
     * @throws OperationException if it gets no further
     */
    static ConsoleAnswer whole(ConsoleClient console, Question question) {
        ConsoleAnswer answer = question.ask();
        long least = Long.MAX_VALUE;
        int inVain = 0;
        while (answer.number("unread") > 0) {
            long unread = answer.number("unread");
            inVain = unread < least ? 0 : inVain + 1;
            least = Math.min(least, unread);
            if (inVain == MOST_IN_VAIN) {
                throw OperationException.couldNotRun(console.name() + " has yet to read about " + unread
                        + " messages and gets no further. Try again later.");
            }
            answer = question.ask();
        }
        return answer;
    }

    static IndexedLetter letter(ConsoleAnswer letter) {
        ConsoleAnswer origin = letter.object("origin");
        Instant written = origin.parsedOrNull("writtenAt", Instant::parse);
        Long schema = letter.numberOrNull("schemaId");
        return new IndexedLetter(
                new LetterFacts(
                        letter.integer("partition"),
                        letter.number("offset"),
                        letter.parsed("id", UUID::fromString),
                        letter.integer("attempt"),
                        letter.parsed("failedAt", Instant::parse),
                        letter.textOrNull("key"),
                        letter.text("dialect"),
                        origin.textOrNull("topic"),
                        origin.integer("partition"),
                        origin.number("offset"),
                        written == null ? -1 : written.toEpochMilli(),
                        letter.textOrNull("group"),
                        letter.textOrNull("category"),
                        letter.textOrNull("exception"),
                        letter.textOrNull("rootException"),
                        schema == null ? LetterFacts.NO_SCHEMA : schema.intValue()),
                letter.parsed("state", LetterState::valueOf),
                letter.flag("newest"));
    }

    static LetterContent content(LetterFacts facts, ConsoleAnswer content) {
        ConsoleAnswer value = content.object("value");
        byte[] bytes = value.parsedOrNull("base64", Base64.getDecoder()::decode);
        return new LetterContent(
                facts,
                facts.key(),
                content.textOrNull("message"),
                content.textOrNull("stacktrace"),
                content.textsByName("details"),
                content.textsByName("headers"),
                value.number("size"),
                value.flag("inParts"),
                value.flag("masked"),
                bytes);
    }

    static Map<String, String> query(LetterFilter filter, LetterTarget target) {
        Map<String, String> query = new LinkedHashMap<>();
        put(query, "offset", filter.places().stream().sorted().collect(Collectors.joining(",")));
        put(query, "key", filter.key());
        put(query, "category", filter.category());
        put(query, "exception", filter.exception());
        put(query, "since", Objects.toString(filter.since(), ""));
        put(query, "until", Objects.toString(filter.until(), ""));
        put(query, "state", filter.state() == null ? "" : filter.state().name().toLowerCase(Locale.ROOT));
        if (target.isOriginal()) {
            query.put("to", "original");
        } else if (target.topic() != null) {
            query.put("to", "topic");
            query.put("topic", target.topic());
        }
        return query;
    }

    private static void put(Map<String, String> query, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            query.put(name, text);
        }
    }

    static void refuseWhatNoneHas(String topic, ConsoleAnswer answer) {
        ConsoleAnswer missing = answer.objectOrNull("missing");
        if (missing != null) {
            throw new NoSuchLetterException(
                    topic,
                    missing.parsed("asked", NoSuchLetterException.Asked::valueOf),
                    missing.text("wanted"),
                    missing.texts("known"));
        }
    }
}
