package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which letters of a topic are meant: those for which all holds that is said.
 *
 * @param places {@code partition:offset} of the letters, whatever became of them; empty for any
 * @param key of the record
 * @param category the kind of failure
 * @param exception the class that it failed with or because of, with or without its package
 * @param cause the {@link LetterFacts#cause}; empty text for those that say none
 * @param group the consumer group; empty text for those that say none
 * @param schemaId the id that the value begins with; {@link LetterFacts#NO_SCHEMA} for those without one
 * @param since the first time at which it failed
 * @param until the first time at which it did not
 * @param state what became of it
 */
public record LetterFilter(
        Set<String> places,
        @Nullable String key,
        @Nullable String category,
        @Nullable String exception,
        @Nullable String cause,
        @Nullable String group,
        @Nullable Integer schemaId,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable LetterState state) {

    /** All letters. */
    public static final LetterFilter ALL =
            new LetterFilter(Set.of(), null, null, null, null, null, null, null, null, null);

    public LetterFilter {
        places = Set.copyOf(places);
    }

    /** One letter, by its place. */
    public static LetterFilter at(String place) {
        return new LetterFilter(Set.of(place), null, null, null, null, null, null, null, null, null);
    }

    /** Whether it says nothing, so that all are meant. */
    public boolean isEmpty() {
        return equals(ALL);
    }

    /** Whether letters are named one by one, which are taken whatever became of them. */
    public boolean namesPlaces() {
        return !places.isEmpty();
    }

    /** Whether it says what became of those that are meant. */
    public boolean namesState() {
        return state != null;
    }

    /** Whether a letter is meant, whatever became of it. */
    public boolean matches(Letter letter) {
        return matches(LetterFacts.of(letter));
    }

    /** Whether a letter is meant, whatever became of it. */
    public boolean matches(LetterFacts letter) {
        return (places.isEmpty() || places.contains(letter.place()))
                && (key == null || LetterFacts.keyOf(key).equals(letter.key()))
                && isOrAny(category, letter.category())
                && (exception == null || letter.hasException(exception))
                && isOrAny(cause, letter.cause())
                && isOrAny(group, letter.group())
                && (schemaId == null || schemaId == letter.schemaId())
                && (since == null || !letter.failedAt().isBefore(since))
                && (until == null || letter.failedAt().isBefore(until));
    }

    /** Whether letters of which this became are meant. */
    public boolean matches(LetterState found) {
        return state == null || state == found;
    }

    private static boolean isOrAny(@Nullable String wanted, @Nullable String found) {
        return wanted == null || wanted.equals(found == null ? "" : found);
    }
}
