package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the database tells of it.
 *
 * @param topic the topic on which its record was published first
 * @param partition the record's partition there
 * @param offset its offset there
 * @param letterPartition where its newest letter is in the dead-letter topic; -1 when nobody knows
 * @param letterOffset where its newest letter is in that partition; -1 when nobody knows
 * @param key the record's key; null when it has none, or none that is short
 * @param attempts how often it failed and was replayed, from 1
 * @param failedAt when it failed the last time
 */
@SuppressWarnings("ArrayRecordComponent") // only carries it
record LetterRow(
        UUID id,
        String topic,
        int partition,
        long offset,
        int letterPartition,
        long letterOffset,
        byte @Nullable [] key,
        String category,
        String message,
        int attempts,
        Instant failedAt) {

    private static final int LONGEST_TEXT = 1000;
    /** Longer keys are not kept. */
    static final int LONGEST_KEY = 1024;

    /** What a letter says, whoever wrote it; its place is that of the letter. */
    static LetterRow of(DeadLetter letter, String topic) {
        byte[] key = letter.record().key();
        return new LetterRow(
                letter.id(),
                topic,
                (int) number(letter, DeadLetterHeaders.PARTITION, Integer.MAX_VALUE),
                number(letter, DeadLetterHeaders.OFFSET, Long.MAX_VALUE),
                letter.partition(),
                letter.offset(),
                key == null || key.length > LONGEST_KEY ? null : key,
                text(letter, DeadLetterHeaders.CATEGORY),
                text(letter, DeadLetterHeaders.MESSAGE),
                letter.attempt(),
                letter.failedAt());
    }

    /** What becomes of its record when there is no later word. */
    LetterState state() {
        return category.equals(Parking.CATEGORY) ? LetterState.PARKED : LetterState.OPEN;
    }

    /** The same, of a letter whose place is not known. */
    LetterRow withoutPlace() {
        return new LetterRow(id, topic, partition, offset, -1, -1, key, category, message, attempts, failedAt);
    }

    private static long number(DeadLetter letter, String header, long largest) {
        return DeadLetterHeaders.number(letter.record().headers(), header, value -> value >= 0 && value <= largest)
                .orElse(-1);
    }

    /** Without what the database takes for no text. */
    private static String text(DeadLetter letter, String header) {
        String text = DeadLetterHeaders.text(letter.record().headers(), header).orElse("");
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT);
    }
}
