package dev.avenant.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a console does to dead letters for whoever signs in: replay them or drop them. */
public final class ConsoleLetterActions {

    private static final Comparator<LetterFacts> BY_PLACE =
            Comparator.comparingInt(LetterFacts::partition).thenComparingLong(LetterFacts::offset);

    private final ConsoleClient console;

    public ConsoleLetterActions(ConsoleClient console) {
        this.console = console;
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
            return ConsoleClient.path(LetterAnswers.LETTERS, topic, word);
        }

        private Map<String, String> query() {
            return LetterAnswers.query(filter, target);
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
        ConsoleAnswer preview = LetterAnswers.whole(console, () -> console.get(action.path(), query));
        LetterAnswers.refuseWhatNoneHas(action.topic(), preview);
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
        query.put("limit", String.valueOf(LetterAnswers.LETTERS_AT_ONCE));
        String cursor = null;
        do {
            ConsoleAnswer part = console.get(action.path(), query).object(LetterAnswers.LETTERS_FIELD);
            part.items("items").forEach(item -> letters.add(LetterAnswers.letter(item)));
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
}
