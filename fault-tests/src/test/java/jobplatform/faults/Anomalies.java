package jobplatform.faults;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What must not be.
 *
 * @param lostWrite acknowledged, and not stored; or stored, and not published
 * @param precommittedRead published, and not stored
 * @param orderInversion published first after a later version of the same entity, or again and never followed by the last
 * @param unseen published, and without an effect
 * @param duplicateEffect with more than one effect
 * @param nonmonotonicPoll with an effect after that of a later version of the same entity
 */
record Anomalies(
        List<Version> lostWrite,
        List<Version> precommittedRead,
        List<Version> orderInversion,
        List<Version> unseen,
        List<Version> duplicateEffect,
        List<Version> nonmonotonicPoll) {

    static final Anomalies NONE = new Anomalies(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    boolean isEmpty() {
        return count() == 0;
    }

    /** These and those of another stream. */
    Anomalies and(Anomalies other) {
        return new Anomalies(
                join(lostWrite, other.lostWrite),
                join(precommittedRead, other.precommittedRead),
                join(orderInversion, other.orderInversion),
                join(unseen, other.unseen),
                join(duplicateEffect, other.duplicateEffect),
                join(nonmonotonicPoll, other.nonmonotonicPoll));
    }

    private static List<Version> join(List<Version> some, List<Version> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private int count() {
        return lostWrite.size()
                + precommittedRead.size()
                + orderInversion.size()
                + unseen.size()
                + duplicateEffect.size()
                + nonmonotonicPoll.size();
    }

    /** How many of each kind, in a row of a table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %d | %d |",
                lostWrite.size(),
                precommittedRead.size(),
                orderInversion.size(),
                unseen.size(),
                duplicateEffect.size(),
                nonmonotonicPoll.size());
    }
}
