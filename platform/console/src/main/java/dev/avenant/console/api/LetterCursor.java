package dev.avenant.console.api;

import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterFacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a letter is in a list, whether it is still there or not: those that failed last come first.
 *
 * @param failedAt when it failed
 * @param offset in its partition
 */
record LetterCursor(Instant failedAt, long offset, int partition) {

    private static final Comparator<LetterCursor> NEWEST_FIRST = Comparator.comparing(LetterCursor::failedAt)
            .thenComparing(LetterCursor::offset)
            .thenComparing(LetterCursor::partition)
            .reversed();

    /** A part of the letters, which are in that order. */
    static CursorPage<IndexedLetter> page(List<IndexedLetter> letters, @Nullable String cursor, int limit) {
        return CursorPage.of(letters, LetterCursor::textOf, LetterCursor::parse, NEWEST_FIRST, cursor, limit);
    }

    private static String textOf(IndexedLetter letter) {
        LetterFacts facts = letter.facts();
        return facts.failedAt() + " " + facts.offset() + " " + facts.partition();
    }

    private static LetterCursor parse(String text) {
        String[] parts = text.split(" ", -1);
        return new LetterCursor(Instant.parse(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    }
}
