package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterReport;
import dev.avenant.operations.letters.UnsendableLetterException.Why;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where letters go when they are replayed. Only Avenant's groups have a topic of their own for that.
 *
 * @param topic the one topic for all; null for none
 * @param isOriginal whether each goes to the topic and partition that it came from
 */
public record LetterTarget(@Nullable String topic, boolean isOriginal) {

    /** Letters of Avenant go to the replay topic of their group, and letters of others nowhere. */
    public static final LetterTarget OWN_GROUP = new LetterTarget(null, false);

    /** The topic and partition that each came from, where every group that reads the topic gets it again. */
    public static final LetterTarget ORIGINAL = new LetterTarget(null, true);

    public LetterTarget {
        if (topic != null && isOriginal) {
            throw new IllegalArgumentException("Expected a topic or the original one but found both");
        }
    }

    /** One topic for all. */
    public static LetterTarget topic(String topic) {
        return new LetterTarget(topic, false);
    }

    /** The topic for a letter; empty when nobody said. */
    public Optional<String> of(Letter letter, LetterSource source) {
        if (topic != null) {
            return Optional.of(topic);
        }
        if (isOriginal) {
            return Optional.ofNullable(letter.report().origin().topic());
        }
        return letter.isOwn() ? source.replayTopic() : Optional.empty();
    }

    /**
     * The record to send for a letter.
     *
     * @throws UnsendableLetterException if there is none
     */
    public ProducerRecord<byte[], byte[]> record(Letter letter, LetterSource source) {
        String target = of(letter, source)
                .orElseThrow(() -> new UnsendableLetterException(isOriginal ? Why.NO_ORIGIN : Why.NO_TARGET, letter));
        if (topic == null && !isOriginal) {
            return letter.deadLetter().replay();
        }
        if (letter.isOwn() && letter.deadLetter().parts().isPresent()) {
            throw new UnsendableLetterException(Why.IN_PARTS, letter);
        }
        if (isOriginal && target.startsWith("_")) {
            throw new UnsendableLetterException(Why.STATE_TOPIC, letter);
        }
        LetterReport.Origin origin = letter.report().origin();
        if (letter.record().key() == null && letter.record().value() == null && !letter.isOwn()) {
            throw new UnsendableLetterException(Why.NO_BYTES, letter);
        }
        return letter.replayTo(target, isOriginal && origin.partition() >= 0 ? origin.partition() : null);
    }
}
