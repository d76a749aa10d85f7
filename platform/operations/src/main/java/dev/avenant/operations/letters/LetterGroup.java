package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.LetterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Letters of one topic that have the same cause, consumer group and schema.
 *
 * @param cause see {@link LetterFacts#cause}; null when they do not say
 * @param group null when they do not say
 * @param schemaId {@link LetterFacts#NO_SCHEMA} when their values begin without one
 * @param counts how many there are, by what became of them
 * @param newest when the newest of them failed
 */
public record LetterGroup(
        String topic,
        @Nullable String cause,
        @Nullable String group,
        int schemaId,
        Map<LetterState, Integer> counts,
        Instant newest) {

    /** How many of them became this. */
    public int count(LetterState state) {
        return counts.getOrDefault(state, 0);
    }

    /** How many nobody has done anything about. */
    public int open() {
        return count(LetterState.OPEN);
    }

    /** How many there are. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private record Key(@Nullable String cause, @Nullable String group, int schemaId) {}

    /** The letters of a topic by cause, consumer group and schema; those with most open ones first. */
    public static List<LetterGroup> of(String topic, List<IndexedLetter> letters) {
        Map<Key, List<IndexedLetter>> byKey = new LinkedHashMap<>();
        for (IndexedLetter letter : letters) {
            LetterFacts facts = letter.facts();
            byKey.computeIfAbsent(new Key(facts.cause(), facts.group(), facts.schemaId()), key -> new ArrayList<>())
                    .add(letter);
        }
        return byKey.entrySet().stream()
                .map(group -> of(topic, group.getKey(), group.getValue()))
                .sorted(Comparator.comparingInt(LetterGroup::open)
                        .thenComparingInt(LetterGroup::total)
                        .thenComparing(LetterGroup::newest)
                        .reversed())
                .toList();
    }

    private static LetterGroup of(String topic, Key key, List<IndexedLetter> letters) {
        Map<LetterState, Integer> counts = new EnumMap<>(LetterState.class);
        Instant newest = Instant.EPOCH;
        for (IndexedLetter letter : letters) {
            counts.merge(letter.state(), 1, Integer::sum);
            Instant failed = letter.facts().failedAt();
            newest = failed.isAfter(newest) ? failed : newest;
        }
        return new LetterGroup(topic, key.cause(), key.group(), key.schemaId(), counts, newest);
    }
}
