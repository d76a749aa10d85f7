package dev.avenant.operations.letters;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterDialect;
import dev.avenant.messaging.api.dialect.LetterDialects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic of dead letters.
 *
 * @param topic its name
 * @param dialect the one that every record is taken to be in; null finds it out by the headers of each
 */
public record LetterSource(String topic, @Nullable LetterDialect dialect) {

    /** The topic, with the letters that say by their headers that they are. */
    public static LetterSource of(String topic) {
        return new LetterSource(topic, null);
    }

    /** The letter that a record of the topic is; empty when it is none. */
    public Optional<Letter> letter(ConsumerRecord<byte[], byte[]> record) {
        if (!DeadLetter.isLetter(record)) {
            return Optional.empty();
        }
        if (dialect != null) {
            return Optional.of(Letter.of(record, dialect));
        }
        Optional<Letter> found = Letter.of(record);
        return found.isEmpty() && DeadLetterTopic.isName(topic)
                ? Optional.of(Letter.of(record, LetterDialects.AVENANT))
                : found;
    }

    /** The topic of this group alone from which it takes replays; empty when other libraries made the topic. */
    public Optional<String> replayTopic() {
        return DeadLetterTopic.isName(topic) ? Optional.of(new DeadLetterTopic(topic).replayTopic()) : Optional.empty();
    }
}
