package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.LetterState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of the letters that an operation was to deal with. */
public final class LetterTally {
    private final Map<String, Integer> taken = new TreeMap<>();
    private final Map<LetterState, Integer> leftOut = new EnumMap<>(LetterState.class);
    private int failedTooOften;

    /**
     * What somebody else counted.
     *
     * @param taken how many were taken, by the topics to which they go
     * @param leftOut how many were left out, by what had become of them
     * @param failedTooOften how many were left out since they failed too often
     */
    public static LetterTally of(Map<String, Integer> taken, Map<LetterState, Integer> leftOut, int failedTooOften) {
        LetterTally tally = new LetterTally();
        tally.taken.putAll(taken);
        tally.leftOut.putAll(leftOut);
        tally.failedTooOften = failedTooOften;
        return tally;
    }

    void took(String topic) {
        taken.merge(topic, 1, Integer::sum);
    }

    void leaveOut(LetterState state) {
        leftOut.merge(state, 1, Integer::sum);
    }

    void leaveOutForItsAttempts() {
        failedTooOften++;
    }

    /** How many were taken. */
    public int taken() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many were taken, by the topics to which they go. */
    public Map<String, Integer> topics() {
        return Collections.unmodifiableMap(taken);
    }

    /** How many were left out, by what had become of them. */
    public Map<LetterState, Integer> leftOut() {
        return Collections.unmodifiableMap(leftOut);
    }

    /** How many were left out since they failed too often. */
    public int failedTooOften() {
        return failedTooOften;
    }
}
