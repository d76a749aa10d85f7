package dev.avenant.operations.letters;

import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.KafkaAccess;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Which letters a replay takes: of each record the newest, unless it was replayed since, handled or dropped; and those that
 * are named by their places, or by what became of them. So a replay that ended in the middle is begun again to go on.
 *
 * @param filter which letters are meant
 * @param target where they go
 * @param maxAttempts what failed so often is left out
 */
public record LetterReplay(LetterSource source, LetterFilter filter, LetterTarget target, int maxAttempts) {

    /** What is left out when nobody says otherwise. */
    public static final int DEFAULT_MAX_ATTEMPTS = 10;

    /** Deals with a letter that is taken. */
    @FunctionalInterface
    public interface Action {
        /**
         * Deals with one letter.
         *
         * @param record what to send for it
         */
        void take(Letter letter, LetterState state, ProducerRecord<byte[], byte[]> record);
    }

    /**
     * Hands over the letters that are taken, in their order. Nothing is sent.
     *
     * @param reader to read the letters with
     * @param tally takes note of what is taken and what is left out
     * @throws NoSuchLetterException if no letter has what the filter asks for
     * @throws UnsendableLetterException if a letter cannot go where it was to go
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic, so that no broker makes one with
     *     its own settings
     */
    public void forEach(TopicReader reader, KafkaAccess kafka, LetterTally tally, Action action) {
        LetterScan scan = LetterScan.of(reader, source, filter, letter -> target.of(letter, source), kafka);
        Set<String> known = new HashSet<>();
        try (TopicReader topics = kafka.reader()) {
            scan.forEach((letter, state) -> {
                if (isTaken(letter, state, scan, tally)) {
                    ProducerRecord<byte[], byte[]> record = target.record(letter, source);
                    if (known.add(record.topic())) {
                        topics.startsAt(record.topic(), Long.MAX_VALUE);
                    }
                    action.take(letter, state, record);
                    tally.took(record.topic());
                }
            });
        }
    }

    private boolean isTaken(Letter letter, LetterState state, LetterScan scan, LetterTally tally) {
        return switch (choice(scan.isNewest(letter), state, letter.attempt())) {
            case TAKEN -> true;
            case EARLIER_LETTER -> false;
            case NOT_OPEN -> {
                tally.leaveOut(state);
                yield false;
            }
            case FAILED_TOO_OFTEN -> {
                tally.leaveOutForItsAttempts();
                yield false;
            }
        };
    }

    /** Whether a letter that the filter means is taken, and why not. */
    enum Choice {
        TAKEN,
        EARLIER_LETTER,
        NOT_OPEN,
        FAILED_TOO_OFTEN
    }

    Choice choice(boolean isNewest, LetterState state, int attempt) {
        if (filter.namesPlaces()) {
            return Choice.TAKEN;
        }
        if (!isNewest) {
            return Choice.EARLIER_LETTER;
        }
        if (state != LetterState.OPEN && !filter.namesState()) {
            return Choice.NOT_OPEN;
        }
        return attempt >= maxAttempts ? Choice.FAILED_TOO_OFTEN : Choice.TAKEN;
    }
}
