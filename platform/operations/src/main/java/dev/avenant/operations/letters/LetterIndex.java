package dev.avenant.operations.letters;

import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.messaging.api.dialect.LetterStates;
import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.groups.CommittedOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/**
 * What a dead-letter topic holds, without the bytes: kept in memory, and read on from where it was. So the first look at a
 * long topic takes as long as reading it, and each later one as long as what came since.
 *
 * <p>What Kafka deleted is forgotten, and a topic that was made anew is read anew. Safe for use by several threads, one
 * after the other.
 */
public final class LetterIndex {

    private final LetterSource source;
    private final LetterTarget target;
    private final List<LetterFacts> letters = new ArrayList<>();
    private final Map<String, Map<Integer, Long>> positions = new HashMap<>();
    private LetterStates states;
    private Uuid topicId = Uuid.ZERO_UUID;
    private long others;
    private long remaining;

    /**
     * Reads nothing yet.
     *
     * @param target where letters are replayed to, to see whether they were
     */
    public LetterIndex(LetterSource source, LetterTarget target) {
        this.source = source;
        this.target = target;
        this.states = newStates();
    }

    private LetterStates newStates() {
        return new LetterStates(letter -> target.of(letter, source));
    }

    /**
     * Reads what came since the last time.
     *
     * @param budget after which it stops, to go on the next time
     * @throws TopicNotFoundException if there is no such topic
     * @throws dev.avenant.messaging.api.KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public synchronized void refresh(KafkaAccess kafka, Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        try (TopicReader reader = kafka.reader()) {
            forgetWhatIsGone(reader);
            Uuid found = idOf(kafka);
            TopicCursor cursor = reader.from(source.topic(), positions.getOrDefault(source.topic(), Map.of()));
            if (!found.equals(topicId) || isMadeAnew(cursor)) {
                topicId = found;
                letters.clear();
                positions.clear();
                states = newStates();
                others = 0;
                cursor = reader.atBeginning(source.topic());
            }
            remaining = read(source.topic(), cursor, this::add, deadline);
            for (String topic : List.copyOf(states.replayTopics())) {
                remaining += readReplays(reader, topic, deadline);
            }
        }
    }

    /** Another topic of the same name has another id; older brokers give none. */
    private Uuid idOf(KafkaAccess kafka) {
        try (Admin admin = kafka.admin()) {
            TopicDescription topic = kafka.answer(
                            admin.describeTopics(List.of(source.topic())).allTopicNames())
                    .get(source.topic());
            return topic == null ? Uuid.ZERO_UUID : topic.topicId();
        }
    }

    /** Where topics have no ids: one that ends before what was read was another one. */
    private boolean isMadeAnew(TopicCursor cursor) {
        Map<Integer, Long> read = positions.getOrDefault(source.topic(), Map.of());
        return cursor.positions().entrySet().stream()
                .anyMatch(start -> start.getValue() < read.getOrDefault(start.getKey(), 0L));
    }

    private void forgetWhatIsGone(TopicReader reader) {
        Map<Integer, Long> begins = reader.begins(source.topic());
        letters.removeIf(letter -> letter.offset() < begins.getOrDefault(letter.partition(), 0L));
    }

    private long readReplays(TopicReader reader, String topic, long deadline) {
        try {
            Map<Integer, Long> known = positions.get(topic);
            if (known == null) {
                known = new HashMap<>();
                Map<Integer, Long> first = known;
                reader.atEnd(topic).positions().forEach(first::put);
                reader.startsAt(topic, states.earliestReplay(topic))
                        .forEach((partition, offset) -> first.put(partition.partition(), offset));
                positions.put(topic, first);
            }
            return read(topic, reader.from(topic, known), states::addReplay, deadline);
        } catch (TopicNotFoundException none) {
            return 0; // nothing was replayed to it
        }
    }

    private long read(
            String topic, TopicCursor cursor, Consumer<ConsumerRecord<byte[], byte[]>> action, long deadline) {
        while (!cursor.isAtEnd() && System.nanoTime() < deadline) {
            cursor.next().forEach(action);
            positions.put(topic, cursor.positions());
        }
        return Math.max(0, cursor.remaining());
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        states.addIfDropped(record);
        source.letter(record).ifPresentOrElse(this::add, () -> others++);
    }

    private void add(Letter letter) {
        states.add(letter);
        letters.add(LetterFacts.of(letter));
    }

    /** About how many records are still to be read; 0 when all were. */
    public synchronized long remaining() {
        return remaining;
    }

    /** How many letters there are, earlier ones of a record too. */
    public synchronized int letters() {
        return letters.size();
    }

    /** How many records are no letters: drop markers, parts of letters, and what nobody made a letter of. */
    public synchronized long others() {
        return others;
    }

    /** The letters that a filter means, the newest first; without those whose record failed again since, unless they are named. */
    public synchronized List<IndexedLetter> select(LetterFilter filter, KafkaAccess kafka) {
        return all(filter, kafka)
                .filter(letter -> letter.isNewest() || filter.namesPlaces())
                .sorted(Comparator.comparing(IndexedLetter::facts, LetterFacts.NEWEST_FIRST))
                .toList();
    }

    /**
     * The letters that a filter means, the newest first, also those whose record failed again since, unless it says what became of
     * them: as {@link LetterScan} has them.
     */
    public synchronized List<IndexedLetter> selectWithEarlier(LetterFilter filter, KafkaAccess kafka) {
        return all(filter, kafka)
                .filter(letter -> letter.isNewest() || !filter.namesState())
                .sorted(Comparator.comparing(IndexedLetter::facts, LetterFacts.NEWEST_FIRST))
                .toList();
    }

    /**
     * What a filter asks for that no letter has, which is taken for a slip of the pen; empty when there is nothing of that.
     *
     * @param found the letters that it means
     */
    public synchronized Optional<NoSuchLetterException> missing(LetterFilter filter, List<IndexedLetter> found) {
        if (!found.isEmpty() && filter.places().size() < 2) {
            return Optional.empty();
        }
        LetterSightings sightings = new LetterSightings(filter);
        letters.forEach(sightings::add);
        try {
            sightings.refuseWhatNoneHas(source.topic());
            return Optional.empty();
        } catch (NoSuchLetterException none) {
            return Optional.of(none);
        }
    }

    /** All letters of the record that a letter is of, the newest first. */
    public synchronized List<IndexedLetter> ofTheSameRecord(LetterFacts letter, KafkaAccess kafka) {
        return all(LetterFilter.ALL, kafka)
                .filter(found -> found.facts().id().equals(letter.id()))
                .sorted(Comparator.comparing(IndexedLetter::facts, LetterFacts.NEWEST_FIRST))
                .toList();
    }

    /** What was said when the record that a letter is of was dropped; empty when it was not, or Kafka has that no more. */
    public synchronized Optional<DropNote> dropOf(LetterFacts letter, TopicReader reader) {
        return states.dropOf(letter.id()).flatMap(drop -> drop.marker(reader)).map(DropNote::of);
    }

    /** What a replay would take now, in the order in which it would. */
    public synchronized LetterPreview preview(LetterReplay replay, KafkaAccess kafka) {
        LetterTally tally = new LetterTally();
        List<IndexedLetter> taken = all(replay.filter(), kafka)
                .filter(letter -> switch (replay.choice(
                        letter.isNewest(), letter.state(), letter.facts().attempt())) {
                    case TAKEN -> true;
                    case EARLIER_LETTER -> false;
                    case NOT_OPEN -> {
                        tally.leaveOut(letter.state());
                        yield false;
                    }
                    case FAILED_TOO_OFTEN -> {
                        tally.leaveOutForItsAttempts();
                        yield false;
                    }
                })
                .toList();
        return preview(taken, tally, replay.filter());
    }

    private LetterPreview preview(List<IndexedLetter> taken, LetterTally tally, LetterFilter filter) {
        return new LetterPreview(taken, tally, remaining, missing(filter, taken).orElse(null));
    }

    /** What a drop would take now. */
    public synchronized LetterPreview preview(LetterDrop drop, KafkaAccess kafka) {
        LetterTally tally = new LetterTally();
        List<IndexedLetter> taken = all(drop.filter(), kafka)
                .filter(IndexedLetter::isNewest)
                .filter(letter -> {
                    boolean isLeftOut = drop.isLeftOut(letter.state());
                    if (isLeftOut) {
                        tally.leaveOut(letter.state());
                    }
                    return !isLeftOut;
                })
                .toList();
        return preview(taken, tally, drop.filter());
    }

    private Stream<IndexedLetter> all(LetterFilter filter, KafkaAccess kafka) {
        CommittedOffsets committed = new CommittedOffsets(kafka);
        return letters.stream()
                .filter(filter::matches)
                .map(letter -> new IndexedLetter(
                        letter,
                        state(letter, committed),
                        states.isNewest(letter.id(), letter.partition(), letter.offset())))
                .filter(letter -> filter.matches(letter.state()));
    }

    private LetterState state(LetterFacts letter, CommittedOffsets committed) {
        return states.stateOf(letter.id(), letter.group(), committed);
    }
}
