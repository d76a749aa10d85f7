package dev.avenant.messaging.api;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest letter of each record that lies on a dead-letter topic, and whether it was replayed since. Kafka knows no more:
 * that a record was handled stands in the database of its service. Holds a place for each record, and no bytes.
 */
public final class NewestLetters {

    private final Map<UUID, Place> newest = new HashMap<>();
    private final Set<UUID> replayed = new HashSet<>();

    private NewestLetters() {}

    /**
     * Reads both topics up to their present ends.
     *
     * @throws TopicNotFoundException if one of them does not exist
     * @throws KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public static NewestLetters read(TopicReader reader, DeadLetterTopic topic) {
        NewestLetters letters = new NewestLetters();
        reader.forEach(topic.name(), letters::add);
        reader.forEach(topic.replayTopic(), letters::addReplay);
        return letters;
    }

    /** Whether no later letter says that the same record failed. */
    public boolean isNewest(DeadLetter letter) {
        return Place.of(letter).equals(newest.get(letter.id()));
    }

    /** Whether the newest letter of the same record lies on the replay topic. */
    public boolean isReplayed(DeadLetter letter) {
        return replayed.contains(letter.id());
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (DeadLetter.isLetter(record)) {
            DeadLetter letter = new DeadLetter(record);
            newest.merge(
                    letter.id(),
                    Place.of(letter),
                    (before, now) -> Place.BY_FAILURE.compare(before, now) > 0 ? before : now);
        }
    }

    private void addReplay(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter replay = new DeadLetter(record);
        Place letter = newest.get(replay.id());
        if (letter != null
                && letter.attempt() == replay.attempt()
                && letter.failedAt().equals(replay.failedAt())) {
            replayed.add(replay.id());
        }
    }

    private record Place(int partition, long offset, int attempt, Instant failedAt) {

        /** By attempts before any clock, since processes that fail at it in turn may not agree on the time. */
        private static final Comparator<Place> BY_FAILURE = Comparator.comparingInt(Place::attempt)
                .thenComparing(Place::failedAt)
                .thenComparingLong(Place::offset);

        static Place of(DeadLetter letter) {
            return new Place(letter.partition(), letter.offset(), letter.attempt(), letter.failedAt());
        }
    }
}
