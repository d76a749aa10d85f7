package dev.avenant.messaging.internal.deadletters;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the endpoint answers it.
 *
 * @param id the same each time that the record fails
 * @param state {@code open}, {@code parked}, {@code replayed}, {@code resolved} or {@code dropped}
 * @param origin where the record was published first, {@code topic/partition/offset}
 * @param letter where its newest letter is in the dead-letter topic, {@code partition:offset}
 * @param key the record's key as text; null when it has none that is short
 * @param attempts how often it failed and was replayed, from 1
 * @param actions what people did with it, the oldest first; of one letter alone, in a list of letters nothing
 */
public record LetterView(
        UUID id,
        String state,
        String origin,
        String letter,
        @Nullable String key,
        String category,
        String message,
        int attempts,
        Instant firstFailedAt,
        Instant changedAt,
        List<LetterAction> actions) {

    LetterView with(List<LetterAction> all) {
        return new LetterView(
                id, state, origin, letter, key, category, message, attempts, firstFailedAt, changedAt, all);
    }
}
