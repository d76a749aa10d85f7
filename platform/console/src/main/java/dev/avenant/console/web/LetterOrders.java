package dev.avenant.console.web;

import dev.avenant.console.access.Access;
import dev.avenant.console.deadletters.DeadLetters;
import dev.avenant.console.deadletters.LetterActions;
import dev.avenant.console.deadletters.LetterJob;
import dev.avenant.console.deadletters.LetterListing;
import dev.avenant.console.deadletters.LetterValues;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterDrop;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterPreview;
import dev.avenant.operations.letters.LetterReplay;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What a request asks to be done with letters, read from it: the same for pages and the REST API. */
@Component
public class LetterOrders {

    private static final int LONGEST_REASON = 500;
    private static final int SHOWN_BYTES = 256;

    private final DeadLetters deadLetters;
    private final LetterActions actions;
    private final LetterValues values;
    private final Access access;

    LetterOrders(DeadLetters deadLetters, LetterActions actions, LetterValues values, Access access) {
        this.values = values;
        this.deadLetters = deadLetters;
        this.actions = actions;
        this.access = access;
    }

    /** Whether it is known where letters go: those of another library have no topic of their own for replays. */
    public boolean isPlaced(String topic, LetterQuery query) {
        return DeadLetterTopic.isName(topic) || !query.target().equals(LetterTarget.OWN_GROUP);
    }

    /** The topic that letters are replayed to when nobody says otherwise; empty when there is none. */
    public Optional<String> replayTopic(String topic) {
        return LetterSource.of(topic).replayTopic();
    }

    /** What a replay would take now. */
    public LetterPreview previewReplay(String topic, LetterQuery query) {
        requireActing(topic);
        return deadLetters.preview(replay(topic, query));
    }

    /** What a drop would take now. */
    public LetterPreview previewDrop(String topic, LetterQuery query) {
        requireActing(topic);
        return deadLetters.preview(drop(topic, query));
    }

    /**
     * Begins a replay of what was listed.
     *
     * @param listed reads what the page listed, once it is known that they may
     * @param rate how many in a second at most; empty for no limit
     */
    public void replay(String topic, LetterQuery query, Supplier<LetterListing> listed, String rate) {
        begin(LetterActions.REPLAY, topic, query);
        LetterReplay replay = replay(topic, query);
        LetterListing listing = listed.get();
        Double limit = rateOf(rate);
        actions.replay(
                order(topic, "replay", query, listing, planned(deadLetters.preview(replay), listing)), replay, limit);
    }

    /**
     * Begins to drop what was listed.
     *
     * @param listed reads what the page listed, once it is known that they may
     */
    public void drop(String topic, LetterQuery query, Supplier<LetterListing> listed, String reason) {
        begin(LetterActions.DROP, topic, query);
        LetterDrop drop = drop(topic, query);
        LetterListing listing = listed.get();
        if (reason.isBlank()) {
            throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-reason");
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new WrongRequestException(
                    HttpStatus.BAD_REQUEST,
                    "problem.long-reason",
                    LONGEST_REASON,
                    reason.strip().length());
        }
        actions.drop(
                order(topic, "drop", query, listing, planned(deadLetters.preview(drop), listing)),
                drop,
                reason.strip());
    }

    /** A letter to be replayed with another value. */
    public DeadLetters.Found editable(String topic, int partition, long offset) {
        requireActing(topic);
        return found(topic, partition, offset, LetterTarget.OWN_GROUP);
    }

    private DeadLetters.Found found(String topic, int partition, long offset, LetterTarget target) {
        DeadLetterController.requireTopic(topic, deadLetters);
        DeadLetters.Found found = LetterController.found(topic, partition, offset, target, deadLetters);
        if (found.letter().deadLetter().parts().isPresent()) {
            throw new WrongRequestException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "problem.in-parts", partition + ":" + offset);
        }
        return found;
    }

    /**
     * A value for a letter.
     *
     * @param subject the version that it is of
     * @param json the value in Avro's JSON
     * @param checked what the check of the very same bytes gave; null when they were not checked before
     */
    public record Edit(
            String subject,
            int version,
            String json,
            @Nullable String checked) {}

    /**
     * What a check gave.
     *
     * @param size how many bytes the value has
     * @param dump the first of them in hexadecimal
     * @param token what the same bytes are sent with
     * @param isSent whether they were, since they had been checked before
     */
    public record Checked(DeadLetters.Found letter, int size, String dump, String token, boolean isSent) {}

    /**
     * Checks a value, and replays the letter with it when the very same bytes were checked before: once for each check.
     *
     * @throws dev.avenant.operations.OperationException if it is no value of the version
     * @throws WrongRequestException if something became of the letter since it was checked
     */
    public Checked edit(String topic, int partition, long offset, LetterQuery query, Edit edit) {
        String place = "offset=" + partition + ":" + offset;
        access.requireTopic(topic);
        access.begin(LetterActions.EDIT, topic, query.target().topic(), Map.of("filter", place));
        DeadLetters.Found found = found(topic, partition, offset, query.target());
        byte[] bytes = values.bytes(edit.subject(), edit.version(), edit.json());
        String target = place + "&" + query.getAddress();
        LetterState state = found.indexed().state();
        Optional<EditToken> given = EditToken.parse(edit.checked() == null ? "" : edit.checked())
                .filter(token -> token.isOf(bytes, target));
        if (given.isEmpty()) {
            EditToken token = EditToken.of(state, bytes, target);
            return new Checked(found, bytes.length, BytesView.dump(bytes, SHOWN_BYTES), token.text(), false);
        }
        EditToken token = given.get();
        LetterListing listing = new LetterListing(token.check().toString(), Map.of());
        if (token.state() != state && !actions.isTaken(listing)) {
            throw new WrongRequestException(HttpStatus.CONFLICT, "problem.letter-changed", partition + ":" + offset);
        }
        LetterReplay replay = new LetterReplay(
                LetterSource.of(topic),
                LetterFilter.at(found.letter().place()),
                query.target(),
                LetterReplay.DEFAULT_MAX_ATTEMPTS);
        actions.replayEdited(
                new LetterActions.Order("", topic, place, 1, listing),
                replay,
                found.letter(),
                bytes,
                edit.subject() + " v" + edit.version());
        return new Checked(found, bytes.length, BytesView.dump(bytes, SHOWN_BYTES), token.text(), true);
    }

    /**
     * Ends an action before its end.
     *
     * @param action {@code replay} or {@code drop}
     */
    public void stop(String topic, String action, LetterQuery query) {
        actions.stop(topic, addressOf(topic, action, query));
    }

    /** The action that runs, or was the last to end. */
    public Optional<LetterJob> job(String topic, String action, LetterQuery query) {
        return actions.job(topic, addressOf(topic, action, query));
    }

    /** The address of the page of an action. */
    static String addressOf(String topic, String action, LetterQuery query) {
        return TopicAddress.ofLetters(topic) + "/" + action + "?" + query.getAddress();
    }

    /** What a page listed, as its form carries it. */
    public static LetterListing listing(String text) {
        return LetterListing.parse(text)
                .orElseThrow(() -> new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-listing", text));
    }

    private static LetterActions.Order order(
            String topic, String action, LetterQuery query, LetterListing listing, int planned) {
        return new LetterActions.Order(addressOf(topic, action, query), topic, query.getAddress(), planned, listing);
    }

    /** What is refused is refused before anything is said of the letters. */
    private void requireActing(String topic) {
        access.requireTopic(topic);
        access.requireActing(topic);
    }

    /** The same where something is to be done: what is refused is recorded. */
    private void begin(String type, String topic, LetterQuery query) {
        access.requireTopic(topic);
        access.begin(type, topic, query.target().topic(), Map.of("filter", query.getAddress()));
    }

    private LetterReplay replay(String topic, LetterQuery query) {
        LetterReplay replay = new LetterReplay(
                LetterSource.of(topic), query.filter(), query.target(), LetterReplay.DEFAULT_MAX_ATTEMPTS);
        DeadLetterController.requireTopic(topic, deadLetters);
        return replay;
    }

    private LetterDrop drop(String topic, LetterQuery query) {
        LetterDrop drop = new LetterDrop(LetterSource.of(topic), query.filter());
        DeadLetterController.requireTopic(topic, deadLetters);
        return drop;
    }

    private static int planned(LetterPreview preview, LetterListing listing) {
        return (int) preview.taken().stream()
                .map(IndexedLetter::facts)
                .filter(letter -> listing.holds(letter.partition(), letter.offset()))
                .count();
    }

    private static @Nullable Double rateOf(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            double rate = Double.parseDouble(text.strip());
            if (rate > 0 && Double.isFinite(rate)) {
                return rate;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new WrongRequestException(HttpStatus.BAD_REQUEST, "problem.no-rate", text);
    }
}
