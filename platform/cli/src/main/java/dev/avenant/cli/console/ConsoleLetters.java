package dev.avenant.cli.console;

import static dev.avenant.cli.console.ConsoleClient.path;

import dev.avenant.operations.letters.DropNote;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterAdvice;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as a console shows them to whoever signs in. The console reads a topic on as long as it is asked; what is answered
 * here is always about all of it.
 */
public final class ConsoleLetters {

    private static final int CONTENTS_AT_ONCE = 100;

    private final ConsoleClient console;

    public ConsoleLetters(ConsoleClient console) {
        this.console = console;
    }

    /**
     * A topic of dead letters.
     *
     * @param messages at least how many records it holds
     * @param dialect the name of the one of its newest letter; null when it has none
     */
    public record Topic(
            String name, long messages, @Nullable String dialect) {}

    /** The topics that may be seen, by name. */
    public List<Topic> topics() {
        return LetterAnswers.whole(console, () -> console.get(path(LetterAnswers.LETTERS), Map.of()))
                .items("topics")
                .stream()
                .map(topic -> new Topic(topic.text("name"), topic.number("messages"), topic.textOrNull("dialect")))
                .toList();
    }

    /**
     * A letter with what it says.
     *
     * @param newestPlace where the newest letter of the same record lies
     * @param drop what was said when that was dropped; null when it was not, or the console does not know
     */
    public record Shown(
            IndexedLetter letter,
            LetterContent content,
            String newestPlace,
            @Nullable DropNote drop) {}

    /**
     * Some of the letters of a topic.
     *
     * @param shown the newest first
     * @param meant how many the filter means
     * @param letters how many there are
     * @param others how many records are no letters
     */
    public record Page(List<Shown> shown, long meant, long letters, long others) {}

    /**
     * The newest letters that a filter means.
     *
     * @param max how many at most
     * @param skip how many newer ones are left out
     * @throws NoSuchLetterException if no letter has what the filter asks for
     */
    public Page newest(String topic, LetterFilter filter, LetterTarget target, int max, int skip) {
        Map<String, String> query = LetterAnswers.query(filter, target);
        query.put("earlier", "true");
        ConsoleAnswer part =
                listing(topic, query, skip > 0 ? Math.min(skip, LetterAnswers.LETTERS_AT_ONCE) : max, skip > 0);
        LetterAnswers.refuseWhatNoneHas(topic, part);
        int left = skip;
        String cursor = null;
        while (left > 0) {
            left -= part.object(LetterAnswers.LETTERS_FIELD).items("items").size();
            cursor = part.object(LetterAnswers.LETTERS_FIELD).next(cursor);
            if (cursor == null) {
                return page(List.of(), part);
            }
            query.put("cursor", cursor);
            part = listing(topic, query, left > 0 ? Math.min(left, LetterAnswers.LETTERS_AT_ONCE) : max, left > 0);
        }
        List<Shown> shown = new ArrayList<>(shown(topic, part));
        cursor = part.object(LetterAnswers.LETTERS_FIELD).next(cursor);
        while (shown.size() < max && cursor != null) {
            query.put("cursor", cursor);
            part = listing(topic, query, max - shown.size(), false);
            shown.addAll(shown(topic, part));
            cursor = part.object(LetterAnswers.LETTERS_FIELD).next(cursor);
        }
        return page(shown, part);
    }

    private ConsoleAnswer listing(String topic, Map<String, String> query, int limit, boolean isSkipped) {
        Map<String, String> asked = new LinkedHashMap<>(query);
        asked.put("limit", String.valueOf(isSkipped ? limit : Math.min(limit, CONTENTS_AT_ONCE)));
        asked.put("contents", String.valueOf(!isSkipped));
        return LetterAnswers.whole(console, () -> console.get(path(LetterAnswers.LETTERS, topic), asked));
    }

    private static Page page(List<Shown> shown, ConsoleAnswer part) {
        return new Page(
                shown,
                part.object(LetterAnswers.LETTERS_FIELD).number("total"),
                part.number("records"),
                part.number("others"));
    }

    private List<Shown> shown(String topic, ConsoleAnswer part) {
        Map<String, ConsoleAnswer> contents = part.items("contents").stream()
                .collect(Collectors.toMap(
                        content -> content.integer("partition") + ":" + content.number("offset"), Function.identity()));
        List<Shown> shown = new ArrayList<>();
        for (ConsoleAnswer each : part.object(LetterAnswers.LETTERS_FIELD).items("items")) {
            IndexedLetter letter = LetterAnswers.letter(each);
            ConsoleAnswer content = contents.get(letter.facts().place());
            if (content != null) {
                shown.add(new Shown(
                        letter,
                        LetterAnswers.content(letter.facts(), content),
                        newestPlace(topic, letter),
                        drop(content)));
            }
        }
        return shown;
    }

    private static @Nullable DropNote drop(ConsoleAnswer content) {
        ConsoleAnswer drop = content.objectOrNull("drop");
        return drop == null
                ? null
                : new DropNote(drop.text("reason"), Instant.parse(drop.text("at")), drop.textOrNull("by"));
    }

    private String newestPlace(String topic, IndexedLetter letter) {
        if (letter.isNewest()) {
            return letter.facts().place();
        }
        return at(topic, letter.facts().partition(), letter.facts().offset()).items("others").stream()
                .map(LetterAnswers::letter)
                .filter(IndexedLetter::isNewest)
                .map(newest -> newest.facts().place())
                .findFirst()
                .orElse("?");
    }

    private ConsoleAnswer at(String topic, int partition, long offset) {
        return console.get(LetterAnswers.pathOf(topic, partition, offset), Map.of());
    }

    /**
     * A version of a subject.
     *
     * @param subject its name
     */
    public record Version(String subject, int version) {}

    /**
     * What is known of a letter.
     *
     * @param registryProblem why nothing more is known of its bytes; null when it is
     * @param diagnosis of its bytes; null when nothing is known of them
     * @param schemaId the id that they begin with; null when they begin otherwise
     * @param writers the versions that they were written with
     * @param newest of the subject of these; null when not known
     * @param read the value; null when it could not be read
     * @param unread why it could not; null when it could
     */
    public record Explanation(
            LetterContent content,
            LetterAdvice advice,
            @Nullable String registryProblem,
            @Nullable String diagnosis,
            @Nullable Integer schemaId,
            List<Version> writers,
            @Nullable Version newest,
            @Nullable String read,
            @Nullable String unread) {}

    /** What is known of the letter at a place. */
    public Explanation explain(String topic, int partition, long offset) {
        ConsoleAnswer found = at(topic, partition, offset);
        ConsoleAnswer record = console.get(
                path("topics", topic, "records", String.valueOf(partition), String.valueOf(offset)), Map.of());
        ConsoleAnswer bytes = found.objectOrNull("bytes");
        ConsoleAnswer reader = bytes == null ? null : bytes.objectOrNull("reader");
        Long id = bytes == null ? null : bytes.numberOrNull("schemaId");
        String unread = record.textOrNull("problem");
        return new Explanation(
                LetterAnswers.content(
                        LetterAnswers.letter(found.object("letter")).facts(), found),
                found.parsed("advice", LetterAdvice::valueOf),
                found.textOrNull("registryProblem"),
                bytes == null ? null : bytes.text("diagnosis"),
                id == null ? null : id.intValue(),
                bytes == null
                        ? List.of()
                        : bytes.items("writers").stream()
                                .map(ConsoleLetters::version)
                                .toList(),
                reader == null ? null : version(reader),
                unread == null ? record.textOrNull("value") : null,
                unread);
    }

    private static Version version(ConsoleAnswer version) {
        return new Version(version.text("subject"), version.integer("version"));
    }
}
