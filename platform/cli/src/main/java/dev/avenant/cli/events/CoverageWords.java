package dev.avenant.cli.events;

import dev.avenant.operations.events.EventScan;
import dev.avenant.operations.events.Unevaluated;
import dev.avenant.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a search says of itself: how much it looked at, and what it left out and why. */
public final class CoverageWords {
    private CoverageWords() {}

    /**
     * How much of a topic was looked at.
     *
     * @param isFiltered whether some of the records alone were looked for
     * @param shown how many of those that were found are shown
     * @param isPlacedByKey whether other partitions were left out because of where producers place the key
     * @param limit the option that ended it
     */
    public static String of(
            EventScan.Covered covered, boolean isFiltered, long shown, boolean isPlacedByKey, String limit) {
        StringBuilder words = new StringBuilder("Searched " + number(covered.searched()) + " of "
                + records(covered.total()) + (covered.isWhole() ? ", all of them" : ""));
        if (isFiltered) {
            words.append(", and found ").append(number(covered.found()));
        }
        if (shown < covered.found()) {
            words.append(", of which the newest ")
                    .append(number(shown))
                    .append(shown == 1 ? " is" : " are")
                    .append(" shown");
        }
        words.append('.');
        List<String> leftOut = leftOut(covered, isPlacedByKey, limit);
        if (!leftOut.isEmpty()) {
            words.append(" Not looked at: ").append(String.join(", ", leftOut)).append('.');
        }
        if (covered.gone() > 0) {
            words.append(" Kafka has deleted ").append(number(covered.gone())).append(" that would be meant too.");
        }
        return words.toString();
    }

    private static List<String> leftOut(EventScan.Covered covered, boolean isPlacedByKey, String limit) {
        List<String> leftOut = new ArrayList<>();
        if (covered.before() > 0) {
            leftOut.add(number(covered.before()) + " before --from");
        }
        if (covered.behind() > 0) {
            leftOut.add(number(covered.behind()) + " from --until on");
        }
        if (covered.left() > 0) {
            leftOut.add(number(covered.left()) + " since " + limit + " ended it");
        }
        if (covered.elsewhere() > 0) {
            leftOut.add(number(covered.elsewhere()) + " in other partitions than " + covered.partition()
                    + (isPlacedByKey
                            ? ", where Kafka's producers place the key (--every-partition looks there too)"
                            : ""));
        }
        return leftOut;
    }

    /** Of which records nothing could be said. */
    public static String of(Unevaluated some) {
        return "Of " + some.count() + (some.count() == 1 ? " event" : " events")
                + " it cannot be said whether the expression holds; the first is " + some.partition() + ":"
                + some.offset() + ": " + Printable.of(some.reason().toString()) + ".";
    }

    public static String records(long count) {
        return number(count) + (count == 1 ? " record" : " records");
    }

    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
