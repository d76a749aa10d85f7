package dev.avenant.console.deadletters;

import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.console.topics.TopicSummary;
import dev.avenant.console.topics.Topics;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterDialects;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.DropNote;
import dev.avenant.operations.letters.IndexedLetter;
import dev.avenant.operations.letters.LetterDrop;
import dev.avenant.operations.letters.LetterExplainer;
import dev.avenant.operations.letters.LetterExplanation;
import dev.avenant.operations.letters.LetterFacts;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.LetterGroup;
import dev.avenant.operations.letters.LetterIndex;
import dev.avenant.operations.letters.LetterPreview;
import dev.avenant.operations.letters.LetterReplay;
import dev.avenant.operations.letters.LetterSource;
import dev.avenant.operations.letters.LetterTarget;
import dev.avenant.operations.letters.NoSuchLetterException;
import dev.avenant.operations.letters.VersionFit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the dead-letter topics. Joins no consumer group, so that looking changes nothing. Throws {@link
 * dev.avenant.console.kafka.KafkaAwayException}; nobody retries.
 */
@PerCluster
public class DeadLetters {

    /** How long a page reads on in a topic before it says that there is more. */
    private static final Duration BUDGET = Duration.ofSeconds(4);

    private final Topics topics;
    private final KafkaConnection kafka;
    private final LetterIndexes indexes;
    private final RegistryQuestions registry;
    private final Access access;

    DeadLetters(
            Topics topics, KafkaConnection kafka, LetterIndexes indexes, RegistryQuestions registry, Access access) {
        this.topics = topics;
        this.kafka = kafka;
        this.indexes = indexes;
        this.registry = registry;
        this.access = access;
    }

    /** The topics that hold them, by name. */
    public List<TopicSummary> topics() {
        return topics.all().stream().filter(TopicSummary::isDeadLetterTopic).toList();
    }

    /** Whether a topic of that name is there, may be seen, and holds dead letters by its name. */
    public boolean isTopic(String name) {
        return topics().stream().anyMatch(topic -> topic.name().equals(name));
    }

    /**
     * The letters of all topics by cause, group and schema.
     *
     * @param topics that hold them, by name
     * @param groups those with most open letters first
     * @param unread about how many records are still to be read
     */
    public record Summary(List<Topic> topics, List<LetterGroup> groups, long unread) {}

    /**
     * A topic of dead letters.
     *
     * @param dialect the name of the one of its newest letter; null when it has none
     */
    public record Topic(TopicSummary topic, @Nullable String dialect) {}

    /** The letters of all topics; what is not read in time is read when the page is loaded again. */
    public Summary summary() {
        return summary(topics(), BUDGET);
    }

    /**
     * The letters of some of {@link #topics()}.
     *
     * @param budget how long to read on in what was not read yet
     */
    public Summary summary(List<TopicSummary> some, Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        List<LetterGroup> groups = new ArrayList<>();
        List<Topic> topics = new ArrayList<>();
        long unread = 0;
        for (TopicSummary topic : some) {
            String dialect = DeadLetterTopic.isName(topic.name()) ? LetterDialects.AVENANT.name() : null;
            if (topic.leaderless() > 0) {
                // Whoever reads it waits in vain for the part that nobody has, and keeps the others waiting.
                unread += topic.records();
            } else if (topic.records() > 0) {
                try {
                    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                    LetterIndex index = indexes.of(topic.name(), LetterTarget.OWN_GROUP, left);
                    unread += index.remaining();
                    List<IndexedLetter> letters = index.select(LetterFilter.ALL, kafka);
                    groups.addAll(LetterGroup.of(topic.name(), letters));
                    if (dialect == null && !letters.isEmpty()) {
                        dialect = letters.get(0).facts().dialect();
                    }
                } catch (TopicNotFoundException deleted) {
                    continue; // since the topics were listed
                }
            }
            topics.add(new Topic(topic, dialect));
        }
        groups.sort(Comparator.comparingInt(LetterGroup::open)
                .thenComparing(LetterGroup::newest)
                .reversed());
        return new Summary(topics, groups, unread);
    }

    /**
     * The letters of one topic.
     *
     * @param groups all of them by cause, group and schema
     * @param found those that were asked for, the newest first
     * @param records of how many letters, earlier ones of a record too
     * @param others how many records are no letters
     * @param unread about how many records are still to be read
     * @param missing what the filter asks for that none of the letters has; null when there is nothing of that
     */
    public record Listing(
            List<LetterGroup> groups,
            List<IndexedLetter> found,
            int records,
            long others,
            long unread,
            @Nullable NoSuchLetterException missing) {}

    /** The letters of a topic that a filter means, also those whose record failed again since. */
    public Listing listWithEarlier(String topic, LetterFilter filter, LetterTarget target) {
        requireSeen(topic, target);
        LetterIndex index = indexes.of(topic, target, BUDGET);
        return listing(List.of(), index.selectWithEarlier(filter, kafka), filter, index);
    }

    /** The letters of a topic that a filter means. */
    public Listing list(String topic, LetterFilter filter, LetterTarget target) {
        requireSeen(topic, target);
        LetterIndex index = indexes.of(topic, target, BUDGET);
        List<IndexedLetter> all = index.select(LetterFilter.ALL, kafka);
        return listing(
                LetterGroup.of(topic, all),
                filter.namesPlaces() ? index.select(filter, kafka) : matching(all, filter),
                filter,
                index);
    }

    private static Listing listing(
            List<LetterGroup> groups, List<IndexedLetter> found, LetterFilter filter, LetterIndex index) {
        return new Listing(
                groups,
                found,
                index.letters(),
                index.others(),
                index.remaining(),
                index.missing(filter, found).orElse(null));
    }

    /**
     * Some letters with all that they hold, alone of their records; without those that Kafka deleted meanwhile.
     *
     * @param target where it was looked for whether they were replayed
     */
    public List<Found> read(String topic, List<IndexedLetter> letters, LetterTarget target) {
        access.requireTopic(topic);
        if (letters.isEmpty()) {
            return List.of();
        }
        boolean isAnyDropped = letters.stream().anyMatch(letter -> letter.state() == LetterState.DROPPED);
        Optional<LetterIndex> drops = isAnyDropped ? Optional.of(indexes.of(topic, target, BUDGET)) : Optional.empty();
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return letters.stream()
                        .flatMap(indexed -> reader
                                .at(
                                        topic,
                                        indexed.facts().partition(),
                                        indexed.facts().offset())
                                .flatMap(LetterSource.of(topic)::letter)
                                .map(letter -> new Found(
                                        letter,
                                        indexed,
                                        List.of(indexed),
                                        drops.flatMap(index -> index.dropOf(indexed.facts(), reader))
                                                .orElse(null)))
                                .stream())
                        .toList();
            }
        });
    }

    /** Whoever names a topic for replays is told which letters lie there. */
    private void requireSeen(String topic, LetterTarget target) {
        access.requireTopic(topic);
        if (target.topic() != null) {
            access.requireTopic(target.topic());
        }
    }

    private static List<IndexedLetter> matching(List<IndexedLetter> all, LetterFilter filter) {
        return all.stream()
                .filter(letter -> filter.matches(letter.facts()) && filter.matches(letter.state()))
                .toList();
    }

    /**
     * One letter, and what is known of it.
     *
     * @param indexed what became of it
     * @param sameRecord all letters of its record, the newest first
     * @param drop what was said when its record was dropped; null when it was not, or Kafka has that no more
     */
    public record Found(
            Letter letter,
            IndexedLetter indexed,
            List<IndexedLetter> sameRecord,
            @Nullable DropNote drop) {}

    /**
     * The letter at a place; empty when none lies there.
     *
     * @param target where it is looked for whether it was replayed
     */
    public Optional<Found> at(String topic, int partition, long offset, LetterTarget target) {
        access.requireTopic(topic);
        LetterIndex index = indexes.of(topic, target, BUDGET);
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return reader.at(topic, partition, offset)
                        .flatMap(LetterSource.of(topic)::letter)
                        .map(letter -> found(letter, index, reader));
            }
        });
    }

    private Found found(Letter letter, LetterIndex index, TopicReader reader) {
        LetterFacts facts = LetterFacts.of(letter);
        List<IndexedLetter> same = index.ofTheSameRecord(facts, kafka);
        IndexedLetter indexed = same.stream()
                .filter(other -> other.facts().place().equals(facts.place()))
                .findFirst()
                .orElse(new IndexedLetter(facts, LetterState.OPEN, true));
        return new Found(letter, indexed, same, index.dropOf(facts, reader).orElse(null));
    }

    /**
     * What the bytes of a letter are, by the versions of subjects that may be seen.
     *
     * @throws dev.avenant.console.registry.RegistryAwayException when the registry is away
     */
    public LetterExplanation explain(Letter letter) {
        access.requireTopic(letter.record().topic());
        return seen(registry.ask(client -> new LetterExplainer(client).explain(letter)));
    }

    private LetterExplanation seen(LetterExplanation all) {
        VersionFit reader = all.reader();
        boolean isReaderSeen = reader != null && isSeen(reader);
        return new LetterExplanation(
                all.diagnosis(),
                all.schemaId(),
                all.payloadFrom(),
                all.writers().stream().filter(this::isSeen).toList(),
                all.trace(),
                isReaderSeen ? reader : null,
                isReaderSeen ? all.readerProblem() : null,
                all.fits().stream().filter(this::isSeen).toList(),
                all.moreVersions());
    }

    private boolean isSeen(VersionFit version) {
        return access.seesSubject(version.subject());
    }

    /**
     * What a replay would take now.
     *
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public LetterPreview preview(LetterReplay replay) {
        requireSeen(replay.source().topic(), replay.target());
        access.requireActing(replay.source().topic());
        if (replay.target().topic() != null) {
            access.requireActing(replay.target().topic());
        }
        LetterIndex index = indexes.of(replay.source().topic(), replay.target(), BUDGET);
        return index.preview(replay, kafka);
    }

    /**
     * What a drop would take now.
     *
     * @throws dev.avenant.console.access.ActionRefusedException if it may not be done
     */
    public LetterPreview preview(LetterDrop drop) {
        access.requireTopic(drop.source().topic());
        access.requireActing(drop.source().topic());
        LetterIndex index = indexes.of(drop.source().topic(), LetterTarget.OWN_GROUP, BUDGET);
        return index.preview(drop, kafka);
    }
}
