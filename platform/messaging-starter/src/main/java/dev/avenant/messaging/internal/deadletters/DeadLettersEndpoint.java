package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The dead letters of this service at {@code /actuator/deadletters}, where the service exposes it: to look at, to replay and
 * to drop. It shows keys and what handlers said, so whoever exposes it secures it.
 */
@Endpoint(id = "deadletters")
public final class DeadLettersEndpoint {

    private static final int USUAL_LIMIT = 100;
    private static final int LARGEST_REPLAY = 100_000;
    private static final double FASTEST = 1_000;

    private final DeadLetterTable table;
    private final Replays replays;
    private final Supplier<TopicReader> readers;
    private final int maxAttempts;

    DeadLettersEndpoint(DeadLetterTable table, Replays replays, Supplier<TopicReader> readers, int maxAttempts) {
        this.table = table;
        this.replays = replays;
        this.readers = readers;
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
     * @param state {@code open}, {@code replayed}, {@code resolved} or {@code dropped}
     * @param limit at most that many; 100 when null
     */
    @ReadOperation
    public Letters letters(
            @Nullable String state, @Nullable String category, @Nullable String key, @Nullable Integer limit) {
        List<DeadLetterTable.Found> found = table.find(
                new LetterFilter(state, category, key, null), limit == null ? USUAL_LIMIT : Math.max(0, limit));
        return new Letters(table.counts(), replays.report(), views(found));
    }

    /** One letter; null when there is none of that id. */
    @ReadOperation
    public @Nullable LetterView letter(@Selector String id) {
        return found(id).map(DeadLetterTable.Found::view).orElse(null);
    }

    /**
     * Begins to replay open letters: those of a category, of a key, or all; none that failed too often, which is what {@code
     * avenant.messaging.dead-letters.max-attempts} says.
     *
     * @param dryRun whether only to say which
     * @param rate how many in a second at most; 1000 when null
     */
    @WriteOperation
    public ReplayReport replay(
            @Nullable String category,
            @Nullable String key,
            @Nullable Boolean all,
            @Nullable Boolean dryRun,
            @Nullable Double rate) {
        if (category == null && key == null && !Boolean.TRUE.equals(all)) {
            throw refused("Expected which letters to replay (category, key or all) but found none");
        }
        if (rate != null && !(rate > 0)) {
            throw refused("Expected a rate of more than 0 letters per second but found " + rate);
        }
        LetterFilter open = new LetterFilter(LetterState.OPEN.text(), category, key, maxAttempts);
        List<DeadLetterTable.Found> chosen = table.find(open, LARGEST_REPLAY);
        if (Boolean.TRUE.equals(dryRun)) {
            return new ReplayReport(chosen.size(), 0, 0, false, null, views(chosen));
        }
        try {
            return replays.begin(chosen, rate == null ? FASTEST : rate);
        } catch (IllegalStateException runs) {
            throw refused(runs.getMessage());
        }
    }

    /** Replays one letter at once, however often it failed; null when there is none of that id. */
    @WriteOperation
    public @Nullable LetterView replayOne(@Selector String id) {
        Optional<DeadLetterTable.Found> found = found(id);
        if (found.isEmpty()) {
            return null;
        }
        if (found.get().view().state().equals(LetterState.RESOLVED.text())) {
            throw refused("Expected a letter that waits but " + id + " is resolved: its record was handled");
        }
        try (TopicReader reader = readers.get()) {
            if (!replays.replay(found.get(), reader)) {
                throw refused("Expected the letter at " + found.get().view().letter() + " but it is gone");
            }
        }
        return letter(id);
    }

    /** Says that a record will never be handled; null when no letter of that id waits. */
    @DeleteOperation
    public @Nullable LetterView drop(@Selector String id) {
        Optional<DeadLetterTable.Found> found = found(id);
        return found.isPresent() && table.drop(found.get().view().id()) ? letter(id) : null;
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

    private static InvalidEndpointRequestException refused(@Nullable String why) {
        return new InvalidEndpointRequestException(String.valueOf(why), String.valueOf(why));
    }
}
