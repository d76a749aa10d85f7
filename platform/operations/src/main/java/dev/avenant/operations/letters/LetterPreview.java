package dev.avenant.operations.letters;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation would take.
 *
 * @param taken in the order in which it would
 * @param tally what it would leave out, and why; it has nothing of what is taken
 * @param unread about how many records were not read yet, so that letters among them are missing
 * @param missing what the filter asks for that no letter has; null when there is nothing of that
 */
public record LetterPreview(
        List<IndexedLetter> taken,
        LetterTally tally,
        long unread,
        @Nullable NoSuchLetterException missing) {

    public LetterPreview {
        taken = List.copyOf(taken);
    }
}
