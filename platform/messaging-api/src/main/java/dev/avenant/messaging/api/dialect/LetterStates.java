package dev.avenant.messaging.api.dialect;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.DropMarker;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The newest letter of each record that lies on a dead-letter topic, and what became of it, found in Kafka alone: a
 * service's database knows more. Holds a place or two for each record, and no bytes.
 */
public final class LetterStates {

    /** How far the clocks of those who write letters and replays may differ. */
    private static final long LARGEST_CLOCK_DIFFERENCE = Duration.ofHours(1).toMillis();

    private final Function<Letter, Optional<String>> targets;
    private final Map<UUID, Place> newest = new HashMap<>();
    private final Map<UUID, Drop> dropped = new HashMap<>();
    private final Map<UUID, Replay> replays = new HashMap<>();
    private final Set<String> replayTopics = new TreeSet<>();
    private long oldest = Long.MAX_VALUE;

    /** @param targets the topic to which a letter is replayed; empty when nobody knows */
    public LetterStates(Function<Letter, Optional<String>> targets) {
        this.targets = targets;
    }

    /** Takes note of a letter; they may come in any order. */
    public void add(Letter letter) {
        newest.merge(
                letter.id(),
                Place.of(letter),
                (before, now) -> Place.BY_FAILURE.compare(before, now) > 0 ? before : now);
        targets.apply(letter).ifPresent(replayTopics::add);
        oldest = Math.min(oldest, letter.record().timestamp());
    }

    /** Takes note of a record of the dead-letter topic that says that a letter was dropped; of others it does not. */
    public void addIfDropped(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader(DeadLetterHeaders.DROPPED) != null) {
            DeadLetter marker = new DeadLetter(record);
            Drop drop =
                    new Drop(marker.attempt(), new TopicPartition(record.topic(), record.partition()), record.offset());
            dropped.merge(marker.id(), drop, (before, now) -> before.attempt() > now.attempt() ? before : now);
        }
    }

    /**
     * Looks for the replays of the letters on the topics to which they go, no further back than the oldest letter.
     *
     * @throws dev.avenant.messaging.api.KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public void readReplays(TopicReader reader) {
        for (String topic : replayTopics) {
            try {
                reader.forEachSince(topic, earliestReplay(topic), this::addReplay);
            } catch (TopicNotFoundException none) {
                // nothing was replayed to it
            }
        }
    }

    /** The topics on which replays of the letters are looked for. */
    public Set<String> replayTopics() {
        return Collections.unmodifiableSet(replayTopics);
    }

    /**
     * The earliest time at which a replay of a letter may lie on a topic: no letter is replayed before it is there.
     *
     * @return in milliseconds since the epoch
     */
    public long earliestReplay(String topic) {
        return DeadLetterTopic.isReplayTopicName(topic) || oldest == Long.MAX_VALUE
                ? 0
                : Math.max(0, oldest - LARGEST_CLOCK_DIFFERENCE);
    }

    /**
     * Takes note of a record of one of the {@link #replayTopics} when it is a replay of a letter; of others it does not.
     * Replays of one letter come in their order; one may come before its letter does.
     */
    public void addReplay(ConsumerRecord<byte[], byte[]> record) {
        boolean saysAttempt = record.headers().lastHeader(DeadLetterHeaders.ATTEMPT) != null;
        if (!saysAttempt && record.headers().lastHeader(DeadLetterHeaders.TOPIC) == null) {
            return;
        }
        DeadLetter replay = new DeadLetter(record);
        Place letter = newest.get(replay.id());
        boolean counts = letter == null
                ? saysAttempt
                : isOf(letter, replay.attempt(), replay.failedAt()) || replay.attempt() > letter.attempt();
        if (counts) {
            replays.put(
                    replay.id(),
                    new Replay(
                            new TopicPartition(record.topic(), record.partition()),
                            record.offset(),
                            replay.attempt(),
                            replay.failedAt()));
        }
    }

    private static boolean isOf(Place letter, int attempt, Instant failedAt) {
        return letter.attempt() == attempt && letter.stamp().equals(failedAt);
    }

    /** How many records have letters. */
    public int size() {
        return newest.size();
    }

    /** Whether no later letter says that the same record failed. */
    public boolean isNewest(Letter letter) {
        return isNewest(
                letter.id(), letter.record().partition(), letter.record().offset());
    }

    /** Whether no later letter than the one at that place says that the same record failed. */
    public boolean isNewest(UUID id, int partition, long offset) {
        Place place = newest.get(id);
        return place == null || (place.partition() == partition && place.offset() == offset);
    }

    /** Where the newest letter of the same record lies, as {@code partition:offset}. */
    public String newestPlace(Letter letter) {
        Place place = newest.get(letter.id());
        return place == null ? letter.place() : place.place();
    }

    /**
     * What became of the letter's record.
     *
     * @param committed the offsets that a group committed, by partition
     */
    public LetterState stateOf(Letter letter, Function<String, Map<TopicPartition, Long>> committed) {
        return stateOf(letter.id(), letter.report().origin().group(), committed);
    }

    /**
     * What became of a record that has letters.
     *
     * @param id as its letters say it
     * @param group the consumer group that could not handle it; null when nobody knows
     * @param committed the offsets that a group committed, by partition
     */
    public LetterState stateOf(UUID id, @Nullable String group, Function<String, Map<TopicPartition, Long>> committed) {
        Place place = newest.get(id);
        if (dropOf(id).isPresent()) {
            return LetterState.DROPPED;
        }
        Replay replay = replays.get(id);
        if (replay == null || (place != null && !isOf(place, replay.attempt(), replay.failedAt()))) {
            return LetterState.OPEN;
        }
        return isPast(group == null ? Map.of() : committed.apply(group), replay)
                ? LetterState.RESOLVED
                : LetterState.REPLAYED;
    }

    /** The record that says that the newest letter of a record was dropped; empty when none does. */
    public Optional<Drop> dropOf(UUID id) {
        Place place = newest.get(id);
        return Optional.ofNullable(dropped.get(id)).filter(drop -> place == null || drop.attempt() >= place.attempt());
    }

    private static boolean isPast(Map<TopicPartition, Long> committed, Replay replay) {
        Long offset = committed.get(replay.partition());
        return offset != null && offset > replay.offset();
    }

    /**
     * Where a {@link dev.avenant.messaging.api.DropMarker} lies.
     *
     * @param attempt the number of the letter that was dropped
     * @param partition of the dead-letter topic
     */
    public record Drop(int attempt, TopicPartition partition, long offset) {

        /** What was said then; empty when Kafka has that no more. */
        public Optional<DropMarker> marker(TopicReader reader) {
            return reader.at(partition.topic(), partition.partition(), offset).flatMap(DropMarker::read);
        }
    }

    /** Where a letter was replayed to. */
    private record Replay(TopicPartition partition, long offset, int attempt, Instant failedAt) {}

    private record Place(int partition, long offset, int attempt, Instant stamp) {

        /** By attempts before any clock, since processes that fail at it in turn may not agree on the time. */
        private static final Comparator<Place> BY_FAILURE = Comparator.comparingInt(Place::attempt)
                .thenComparing(Place::stamp)
                .thenComparingLong(Place::offset);

        static Place of(Letter letter) {
            return new Place(letter.record().partition(), letter.record().offset(), letter.attempt(), letter.stamp());
        }

        String place() {
            return partition + ":" + offset;
        }
    }
}
