package dev.avenant.operations.letters;

import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.KafkaAccess;
import java.util.function.BiConsumer;

/**
 * Which letters are dropped: of each record the newest, unless it was dropped before or handled; one that was handled only
 * when it is named by its place.
 *
 * @param filter which letters are meant
 */
public record LetterDrop(LetterSource source, LetterFilter filter) {

    /**
     * Hands over the letters that are to be dropped, in their order. Nothing is sent.
     *
     * @param reader to read the letters with
     * @param tally takes note of what is taken and what is left out
     * @throws NoSuchLetterException if no letter has what the filter asks for
     */
    public void forEach(
            TopicReader reader, KafkaAccess kafka, LetterTally tally, BiConsumer<Letter, LetterState> action) {
        LetterScan scan = LetterScan.of(reader, source, filter, letter -> source.replayTopic(), kafka);
        scan.forEach((letter, state) -> {
            if (!scan.isNewest(letter)) {
                return;
            }
            if (isLeftOut(state)) {
                tally.leaveOut(state);
                return;
            }
            action.accept(letter, state);
            tally.took(source.topic());
        });
    }

    /** Whether the newest letter of a record is left as it is. */
    boolean isLeftOut(LetterState state) {
        return state == LetterState.DROPPED || (state == LetterState.RESOLVED && !filter.namesPlaces());
    }
}
