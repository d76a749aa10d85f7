package dev.avenant.operations.letters;

import java.util.List;

/**
 * What an operation would take.
 *
 * @param taken in the order in which it would
 * @param tally what it would leave out, and why; it has nothing of what is taken
 * @param unread about how many records were not read yet, so that letters among them are missing
 */
public record LetterPreview(List<IndexedLetter> taken, LetterTally tally, long unread) {

    public LetterPreview {
        taken = List.copyOf(taken);
    }
}
