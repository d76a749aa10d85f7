package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetter;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which events wait because an earlier one of their key was not handled, for the subscriptions that want it. An event is
 * handled only when the table of dead letters has no earlier one of its key that is open, parked or on its way; otherwise it
 * becomes a parked letter. {@link Replays} sends parked letters when nothing of their key is before them, and they are asked
 * about again when they come, so that order does not rest on when they are sent. Nothing of it is in memory.
 *
 * <p>Earlier is what has the lower partition and offset. Records without a key, or with one of more than 1024 bytes, wait
 * for nothing.
 */
public final class Parking {

    /** Of the letter of a record that was not tried. */
    public static final String CATEGORY = "PARKED";

    private final LetterClaims claims;
    private final Set<String> topics;

    /** @param topics those of the subscriptions whose events wait */
    Parking(LetterClaims claims, Collection<String> topics) {
        this.claims = claims;
        this.topics = Set.copyOf(topics);
    }

    /**
     * The earliest event of the record's key that is before it and not handled; empty when the record may be handled now.
     *
     * @param topic where the record was published first
     * @param partition its partition there
     * @param offset its offset there
     * @throws org.springframework.dao.DataAccessException if the database does not say
     */
    public Optional<UUID> before(String topic, int partition, long offset, ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (!topics.contains(topic) || key == null || key.length > LetterRow.LONGEST_KEY) {
            return Optional.empty();
        }
        return Optional.ofNullable(claims.unresolvedBefore(topic, partition, offset, key));
    }

    /**
     * The record, which came from the replay topic, waits on; answers false when it has no letter for that yet.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not take it
     */
    public boolean parkAgain(ConsumerRecord<byte[], byte[]> record) {
        return claims.parkAgain(new DeadLetter(record).id());
    }

    /** Whether any subscription wants it. */
    boolean isUsed() {
        return !topics.isEmpty();
    }

    boolean isOf(String topic) {
        return topics.contains(topic);
    }
}
