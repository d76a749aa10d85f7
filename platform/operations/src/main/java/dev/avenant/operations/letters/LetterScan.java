package dev.avenant.operations.letters;

import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.messaging.api.dialect.LetterStates;
import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.groups.CommittedOffsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Goes through a dead-letter topic twice: first to find out what became of each record, keeping no more than where it is,
 * then to hand over the letters that are meant, one at a time.
 */
public final class LetterScan {
    private final TopicReader reader;
    private final LetterSource source;
    private final LetterFilter filter;
    private final LetterStates states;
    private final CommittedOffsets committed;
    private long letters;
    private long others;

    private LetterScan(
            TopicReader reader,
            LetterSource source,
            LetterFilter filter,
            LetterStates states,
            CommittedOffsets committed) {
        this.reader = reader;
        this.source = source;
        this.filter = filter;
        this.states = states;
        this.committed = committed;
    }

    /**
     * The first time through.
     *
     * @param reader for as long as the scan is used
     * @param targets where a letter is replayed to, to see whether it was; empty when nobody knows
     * @throws NoSuchLetterException if no letter has what the filter asks for
     */
    public static LetterScan of(
            TopicReader reader,
            LetterSource source,
            LetterFilter filter,
            Function<Letter, Optional<String>> targets,
            KafkaAccess kafka) {
        LetterScan scan =
                new LetterScan(reader, source, filter, new LetterStates(targets), new CommittedOffsets(kafka));
        LetterSightings sightings = new LetterSightings(filter);
        reader.forEach(source.topic(), record -> {
            scan.states.addIfDropped(record);
            Optional<Letter> letter = source.letter(record);
            letter.ifPresent(scan.states::add);
            letter.map(LetterFacts::of).ifPresent(sightings::add);
            scan.letters += letter.isPresent() ? 1 : 0;
            scan.others += letter.isPresent() ? 0 : 1;
        });
        sightings.refuseWhatNoneHas(source.topic());
        scan.states.readReplays(reader);
        return scan;
    }

    /** How many letters there are, meant or not. */
    public long letters() {
        return letters;
    }

    /** How many records of the topic are no letters. */
    public long others() {
        return others;
    }

    /** The second time through: all letters that are meant, with what became of their records. */
    public void forEach(BiConsumer<Letter, LetterState> action) {
        reader.forEach(
                source.topic(),
                record -> source.letter(record).filter(filter::matches).ifPresent(letter -> {
                    LetterState state = states.stateOf(letter, committed);
                    if (filter.matches(state) && (!filter.namesState() || states.isNewest(letter))) {
                        action.accept(letter, state);
                    }
                }));
    }

    /** Whether no later letter says that the same record failed. */
    public boolean isNewest(Letter letter) {
        return states.isNewest(letter);
    }

    /** What was said when the letter's record was dropped; empty when it was not, or Kafka has that no more. */
    public Optional<DropNote> dropOf(Letter letter) {
        return states.dropOf(letter.id()).flatMap(drop -> drop.marker(reader)).map(DropNote::of);
    }

    /** Where the newest letter of the same record lies, as {@code partition:offset}. */
    public String newestPlace(Letter letter) {
        return states.newestPlace(letter);
    }
}
