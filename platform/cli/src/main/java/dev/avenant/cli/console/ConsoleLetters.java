package dev.avenant.cli.console;

import static dev.avenant.cli.console.ConsoleClient.path;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.letters.DropNote;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterAdvice;
import dev.avenant.operations.letters.LetterContent;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as a console shows them to whoever signs in. The console reads a topic on as long as it is asked; what is answered
 * here is always about all of it.
 */
public final class ConsoleLetters {

    private static final String LETTERS = "dead-letters";
    private static final String LETTERS_FIELD = "letters";
    private static final Comparator<LetterFacts> BY_PLACE =
            Comparator.comparingInt(LetterFacts::partition).thenComparingLong(LetterFacts::offset);
    private static final int LETTERS_AT_ONCE = 1000;
    private static final int CONTENTS_AT_ONCE = 100;

    /** How often it is asked again though it has no less to read: more may come than it reads for a while. */
    private static final int MOST_IN_VAIN = 10;

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
        return whole(() -> console.get(path(LETTERS), Map.of())).items("topics").stream()
                .map(topic -> new Topic(topic.text("name"), topic.number("messages"), topic.textOrNull("dialect")))
                .toList();
    }

    private interface Question {
        ConsoleAnswer ask();
    }

    /**
     * Asks until the console has read everything.
     *
     * @throws OperationException if it gets no further
     */
    private ConsoleAnswer whole(Question question) {
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
        Map<String, String> query = query(filter, target);
        query.put("earlier", "true");
        ConsoleAnswer part = listing(topic, query, skip > 0 ? Math.min(skip, LETTERS_AT_ONCE) : max, skip > 0);
        refuseWhatNoneHas(topic, part);
        int left = skip;
        String cursor = null;
        while (left > 0) {
            left -= part.object(LETTERS_FIELD).items("items").size();
            cursor = part.object(LETTERS_FIELD).next(cursor);
            if (cursor == null) {
                return page(List.of(), part);
            }
            query.put("cursor", cursor);
            part = listing(topic, query, left > 0 ? Math.min(left, LETTERS_AT_ONCE) : max, left > 0);
        }
        List<Shown> shown = new ArrayList<>(shown(topic, part));
        cursor = part.object(LETTERS_FIELD).next(cursor);
        while (shown.size() < max && cursor != null) {
            query.put("cursor", cursor);
            part = listing(topic, query, max - shown.size(), false);
            shown.addAll(shown(topic, part));
            cursor = part.object(LETTERS_FIELD).next(cursor);
        }
        return page(shown, part);
    }

    private ConsoleAnswer listing(String topic, Map<String, String> query, int limit, boolean isSkipped) {
        Map<String, String> asked = new LinkedHashMap<>(query);
        asked.put("limit", String.valueOf(isSkipped ? limit : Math.min(limit, CONTENTS_AT_ONCE)));
        asked.put("contents", String.valueOf(!isSkipped));
        return whole(() -> console.get(path(LETTERS, topic), asked));
    }

    private static Page page(List<Shown> shown, ConsoleAnswer part) {
        return new Page(
                shown, part.object(LETTERS_FIELD).number("total"), part.number("records"), part.number("others"));
    }

    private List<Shown> shown(String topic, ConsoleAnswer part) {
        Map<String, ConsoleAnswer> contents = part.items("contents").stream()
                .collect(Collectors.toMap(
                        content -> content.integer("partition") + ":" + content.number("offset"), Function.identity()));
        List<Shown> shown = new ArrayList<>();
        for (ConsoleAnswer each : part.object(LETTERS_FIELD).items("items")) {
            IndexedLetter letter = letter(each);
            ConsoleAnswer content = contents.get(letter.facts().place());
            if (content != null) {
                shown.add(
                        new Shown(letter, content(letter.facts(), content), newestPlace(topic, letter), drop(content)));
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
                .map(ConsoleLetters::letter)
                .filter(IndexedLetter::isNewest)
                .map(newest -> newest.facts().place())
                .findFirst()
                .orElse("?");
    }

    private ConsoleAnswer at(String topic, int partition, long offset) {
        return console.get(pathOf(topic, partition, offset), Map.of());
    }

    private static String pathOf(String topic, int partition, long offset) {
        return path(LETTERS, topic, String.valueOf(partition), String.valueOf(offset));
    }

    private static IndexedLetter letter(ConsoleAnswer letter) {
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

    private static LetterContent content(LetterFacts facts, ConsoleAnswer content) {
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
                content(letter(found.object("letter")).facts(), found),
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

    private static Map<String, String> query(LetterFilter filter, LetterTarget target) {
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

    private static void refuseWhatNoneHas(String topic, ConsoleAnswer answer) {
        ConsoleAnswer missing = answer.objectOrNull("missing");
        if (missing != null) {
            throw new NoSuchLetterException(
                    topic,
                    missing.parsed("asked", NoSuchLetterException.Asked::valueOf),
                    missing.text("wanted"),
                    missing.texts("known"));
        }
    }

    /**
     * Something that is done to letters.
     *
     * @param word {@code replay} or {@code drop}
     * @param filter which letters are meant
     * @param target where they go
     */
    public record Action(String word, String topic, LetterFilter filter, LetterTarget target) {
        private String path() {
            return ConsoleClient.path(LETTERS, topic, word);
        }

        private Map<String, String> query() {
            return ConsoleLetters.query(filter, target);
        }
    }

    /**
     * What an action would take.
     *
     * @param planned how many
     * @param listed what has the console take these and no others
     * @param leftOut how many are left out, by what had become of them
     * @param failedTooOften how many are left out since they failed too often
     */
    public record Preview(int planned, String listed, Map<LetterState, Integer> leftOut, int failedTooOften) {}

    /**
     * What an action would take now.
     *
     * @throws NoSuchLetterException if no letter has what the filter asks for
     */
    public Preview preview(Action action) {
        Map<String, String> query = action.query();
        query.put("limit", "1");
        ConsoleAnswer preview = whole(() -> console.get(action.path(), query));
        refuseWhatNoneHas(action.topic(), preview);
        Map<LetterState, Integer> leftOut = preview.parsedByName("leftOut", LetterState::valueOf, Integer::valueOf);
        return new Preview(
                preview.integer("planned"), preview.text("listed"), leftOut, preview.integer("failedTooOften"));
    }

    /**
     * What an action takes that is about to begin.
     *
     * @throws NoSuchLetterException if no letter has what the filter asks for
     * @throws NotGrantedException if it may not be done; the console has recorded that it was to be
     */
    public Preview previewBeforeDoing(Action action) {
        return console.lookBeforeDoing(
                () -> preview(action),
                () -> console.post(action.path(), action.query(), JsonNodeFactory.instance.objectNode()));
    }

    /** The letters that an action would take now, in the order of their places. */
    public List<IndexedLetter> letters(Action action) {
        List<IndexedLetter> letters = new ArrayList<>();
        Map<String, String> query = action.query();
        query.put("limit", String.valueOf(LETTERS_AT_ONCE));
        String cursor = null;
        do {
            ConsoleAnswer part = console.get(action.path(), query).object(LETTERS_FIELD);
            part.items("items").forEach(item -> letters.add(letter(item)));
            cursor = part.next(cursor);
            query.put("cursor", Objects.toString(cursor, ""));
        } while (cursor != null);
        letters.sort(Comparator.comparing(IndexedLetter::facts, BY_PLACE));
        return letters;
    }

    /**
     * Has the console replay what was listed.
     *
     * @param rate how many in a second at most; null for no limit
     */
    public void replay(Action action, Preview preview, @Nullable Double rate) {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("listed", preview.listed());
        console.post(action.path(), action.query(), rate == null ? order : order.put("rate", rate));
    }

    /** Has the console drop what was listed. */
    public void drop(Action action, Preview preview, String reason) {
        console.post(
                action.path(),
                action.query(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("listed", preview.listed())
                        .put("reason", reason));
    }

    /**
     * How far an action is.
     *
     * @param wasStopped whether somebody had it end before its end
     * @param problem why it failed; null when it did not
     */
    public record Job(
            boolean isRunning,
            boolean wasStopped,
            int planned,
            int sent,
            @Nullable String problem) {}

    /** How far an action is that was begun; empty when the console knows of none, as after it was started anew. */
    public Optional<Job> job(Action action) {
        Map<String, String> query = action.query();
        query.put("limit", "1");
        return Optional.ofNullable(console.get(action.path(), query).objectOrNull("job"))
                .map(job -> new Job(
                        job.flag("running"),
                        job.flag("stopped"),
                        job.integer("planned"),
                        job.integer("sent"),
                        job.textOrNull("problem")));
    }

    /** Where a letter lies. */
    public record Place(String topic, int partition, long offset) {
        private String path() {
            return pathOf(topic, partition, offset) + "/edit";
        }
    }

    /**
     * Another value for a letter.
     *
     * @param subject whose version it is a value of
     * @param json in Avro's JSON
     */
    public record Edit(String subject, int version, String json) {}

    /**
     * Looks whether letters may be replayed, before one is with another value.
     *
     * @throws NotGrantedException if they may not; the console has recorded that one was to be
     */
    public Preview previewBeforeEdit(Action action, Place place) {
        ObjectNode nothing = JsonNodeFactory.instance
                .objectNode()
                .put("subject", "")
                .put("version", 0)
                .put("value", "");
        return console.lookBeforeDoing(() -> preview(action), () -> console.post(place.path(), Map.of(), nothing));
    }

    /** The subject that a letter was written with; empty when the console does not know, or may not say. */
    public Optional<String> subjectOf(Place place) {
        return Optional.of(console.get(place.path(), Map.of()).text("subject")).filter(subject -> !subject.isEmpty());
    }

    /**
     * Checks another value for a letter, and sends the very same when it was checked before.
     *
     * @param checked what the check gave; null for a check
     * @return what the value is sent with
     */
    public String edit(Place place, LetterTarget target, Edit edit, @Nullable String checked) {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("subject", edit.subject())
                .put("version", edit.version())
                .put("value", edit.json())
                .put("checked", checked);
        query(LetterFilter.ALL, target).forEach(order::put);
        return console.post(place.path(), Map.of(), order).text("checked");
    }
}
