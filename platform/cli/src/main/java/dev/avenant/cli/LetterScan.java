package dev.avenant.cli;

import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.messaging.api.dialect.LetterStates;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Goes through a dead-letter topic twice: first to find out what became of each record, keeping no more than where it is,
 * then to hand over the letters that are meant, one at a time.
 */
final class LetterScan {
    private final TopicReader reader;
    private final LetterTopic topic;
    private final LetterFilter filter;
    private final LetterStates states;
    private final CommittedOffsets committed;
    private long letters;
    private long others;

    private LetterScan(
            TopicReader reader,
            LetterTopic topic,
            LetterFilter filter,
            LetterStates states,
            CommittedOffsets committed) {
        this.reader = reader;
        this.topic = topic;
        this.filter = filter;
        this.states = states;
        this.committed = committed;
    }

    /** Refuses a filter that cannot be meant; reads nothing. */
    static void check(LetterTopic topic, LetterFilter filter) {
        topic.check();
        filter.check(Clock.systemUTC());
    }

    /**
     * The first time through.
     *
     * @param targets where a letter is replayed to, to see whether it was
     */
    static LetterScan of(
            TopicReader reader,
            LetterTopic topic,
            LetterFilter filter,
            Function<Letter, Optional<String>> targets,
            Kafka kafka) {
        LetterScan scan = new LetterScan(reader, topic, filter, new LetterStates(targets), new CommittedOffsets(kafka));
        reader.forEach(topic.name(), record -> {
            scan.states.addIfDropped(record);
            Optional<Letter> letter = topic.letter(record);
            letter.ifPresent(scan::add);
            scan.others += letter.isPresent() ? 0 : 1;
        });
        filter.refuseWhatNoneHas(topic.name());
        scan.states.readReplays(reader);
        return scan;
    }

    private void add(Letter letter) {
        letters++;
        states.add(letter);
        filter.saw(letter);
    }

    /** How many letters there are, meant or not. */
    long letters() {
        return letters;
    }

    /** How many records of the topic are no letters. */
    long others() {
        return others;
    }

    /** The second time through: all letters that are meant, with what became of their records. */
    void forEach(BiConsumer<Letter, LetterState> action) {
        reader.forEach(
                topic.name(),
                record -> topic.letter(record).filter(filter::matches).ifPresent(letter -> {
                    LetterState state = states.stateOf(letter, committed);
                    if (filter.matches(state) && (!filter.namesState() || states.isNewest(letter))) {
                        action.accept(letter, state);
                    }
                }));
    }

    /** Whether no later letter says that the same record failed. */
    boolean isNewest(Letter letter) {
        return states.isNewest(letter);
    }

    /** What became of the letter's record, in words. */
    String state(Letter letter, LetterState state) {
        String word = LetterJson.word(state);
        return isNewest(letter) ? word : word + "; its newest letter is at " + states.newestPlace(letter);
    }
}
