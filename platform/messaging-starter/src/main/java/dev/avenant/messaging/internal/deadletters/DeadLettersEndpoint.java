package dev.avenant.messaging.internal.deadletters;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;

/**
 * The dead letters of this service at {@code /actuator/deadletters}, where the service exposes it: to look at, to replay and
 * to drop. It shows keys and what handlers said, so whoever exposes it secures it.
 */
@Endpoint(id = "deadletters")
public final class DeadLettersEndpoint {

    private static final int USUAL_LIMIT = 100;
    private static final int LARGEST_LIST = 10_000;
    private static final int LONGEST_REASON = 1000;
    private static final double FASTEST = 1_000;

    private final DeadLetterTable table;
    private final Replays replays;
    private final SingleReplay single;
    private final AuditTrail audit;
    private final int maxAttempts;

    DeadLettersEndpoint(
            DeadLetterTable table, Replays replays, SingleReplay single, AuditTrail audit, int maxAttempts) {
        this.table = table;
        this.replays = replays;
        this.single = single;
        this.audit = audit;
        this.maxAttempts = maxAttempts;
    }

    /**
     * All that there are, in numbers, and the oldest of those that are asked for.
     *
     * @param states how many records are in each state
     * @param replay the replay that runs or ran last; null when none has
     */
    public record Letters(
            Map<String, Long> states, @Nullable ReplayReport replay, List<LetterView> letters) {}

    /**
     * The letters that are asked for; null means any.
     *
     * @param state {@code open}, {@code parked}, {@code replayed}, {@code resolved} or {@code dropped}
     * @param limit at most that many; 100 when null
     */
    @ReadOperation
    public Letters letters(
            @Nullable String state, @Nullable String category, @Nullable String key, @Nullable Integer limit) {
        List<DeadLetterTable.Found> found = table.find(
                new LetterFilter(state, category, key, null),
                limit == null ? USUAL_LIMIT : Math.max(0, Math.min(limit, LARGEST_LIST)));
        return new Letters(table.counts(), replays.report(), views(found));
    }

    /** One letter, with what people did with it; null when there is none of that id. */
    @ReadOperation
    public @Nullable LetterView letter(@Selector String id) {
        return found(id).map(found -> found.view().with(audit.of(found.id()))).orElse(null);
    }

    /**
     * Begins to replay open letters: those of a category, of a key, or all; none that failed too often, which is what {@code
     * avenant.messaging.dead-letters.max-attempts} says.
     *
     * @param dryRun whether only to say which, the oldest first
     * @param rate how many in a second at most; 1000 when null
     */
    @WriteOperation
    public ReplayReport replay(
            @Nullable String category,
            @Nullable String key,
            @Nullable Boolean all,
            @Nullable Boolean dryRun,
            @Nullable Double rate,
            SecurityContext caller) {
        if (category == null && key == null && !Boolean.TRUE.equals(all)) {
            throw refused("Expected which letters to replay (category, key or all) but found none");
        }
        if (rate != null && !(rate > 0)) {
            throw refused("Expected a rate of more than 0 letters per second but found " + rate);
        }
        LetterFilter open = new LetterFilter(LetterState.OPEN.text(), category, key, maxAttempts);
        if (Boolean.TRUE.equals(dryRun)) {
            return new ReplayReport(table.count(open), 0, 0, false, null, views(table.find(open, LARGEST_LIST)));
        }
        try {
            ReplayReport begun = replays.begin(open, rate == null ? FASTEST : rate, name(caller));
            audit.log("replay", null, name(caller), begun.letters() + " letters: " + open);
            return begun;
        } catch (IllegalStateException runs) {
            throw refused(runs.getMessage());
        }
    }

    /**
     * Replays one letter at once, however often it failed; null when there is none of that id.
     *
     * @param value the event to handle in its place, as the text of a JSON object, because an endpoint takes no nested
     *     ones; null for the one that failed
     * @param schemaVersion the version of the subject's schema with which to write the value; the latest when null
     * @param type the full name of the event's record, where the letter does not say it; otherwise null
     * @param again whether also to send a letter that lies on the replay topic already
     */
    @WriteOperation
    public @Nullable LetterView replayOne(
            @Selector String id,
            @Nullable String value,
            @Nullable Integer schemaVersion,
            @Nullable String type,
            @Nullable Boolean again,
            SecurityContext caller) {
        Optional<DeadLetterTable.Found> found = found(id);
        if (found.isEmpty()) {
            return null;
        }
        if (value == null && (schemaVersion != null || type != null)) {
            throw refused("Expected a value that is to be written with a schema but found none");
        }
        try {
            single.replay(
                    found.get(),
                    value == null ? null : new LetterEditor.Edit(json(value), schemaVersion, type),
                    Boolean.TRUE.equals(again),
                    name(caller));
        } catch (LetterRefusedException refusal) {
            throw refused(refusal.getMessage());
        }
        return letter(id);
    }

    /**
     * Says that a record will never be handled; null when no letter of that id waits.
     *
     * @param reason why, for whoever looks at it later
     */
    @DeleteOperation
    public @Nullable LetterView drop(@Selector String id, @Nullable String reason, SecurityContext caller) {
        String why = reason == null ? "" : reason.strip().replaceAll("\\p{Cntrl}+", " ");
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw refused("Expected a reason of 1 to " + LONGEST_REASON + " characters but found " + why.length());
        }
        Optional<DeadLetterTable.Found> found = found(id);
        if (found.isEmpty() || !LetterState.isWaiting(found.get().view().state())) {
            return null;
        }
        try {
            single.drop(found.get(), why, name(caller));
        } catch (LetterRefusedException refusal) {
            throw refused(refusal.getMessage());
        }
        return letter(id);
    }

    private Optional<DeadLetterTable.Found> found(String id) {
        try {
            return table.find(UUID.fromString(id));
        } catch (IllegalArgumentException notAnId) {
            throw refused("Expected the id of a dead letter, a UUID, but found " + id);
        }
    }

    private static List<LetterView> views(List<DeadLetterTable.Found> found) {
        return found.stream().map(DeadLetterTable.Found::view).toList();
    }

    private static @Nullable String name(SecurityContext caller) {
        Principal principal = caller.getPrincipal();
        return principal == null ? null : principal.getName();
    }

    private static Map<String, Object> json(String text) {
        try {
            return JsonParserFactory.getJsonParser().parseMap(text);
        } catch (JsonParseException malformed) {
            throw refused("Expected the text of a JSON object for value but found: " + text);
        }
    }

    private static InvalidEndpointRequestException refused(@Nullable String why) {
        return new InvalidEndpointRequestException(String.valueOf(why), String.valueOf(why));
    }
}
