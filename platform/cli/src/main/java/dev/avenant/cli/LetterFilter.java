package dev.avenant.cli;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.messaging.api.dialect.LetterState;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages of a dead-letter topic are meant. What no message of the topic has is taken for a slip of the pen. */
final class LetterFilter {
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}:[0-9]{1,18}");
    private static final int MOST_NAMED = 20;

    @Option(
            names = "--offset",
            paramLabel = "PARTITION:OFFSET",
            description = "The message at this place, whatever became of it; repeatable.")
    private List<String> places = List.of();

    @Option(names = "--key", paramLabel = "KEY", description = "The messages of this key, in their order.")
    private @Nullable String key;

    @Option(names = "--category", paramLabel = "CATEGORY", description = "The messages that failed in this way.")
    private @Nullable String category;

    @Option(
            names = "--exception",
            paramLabel = "CLASS",
            description =
                    "The messages that failed with this exception, or because of it; with or without its package.")
    private @Nullable String exception;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "What failed at this time or later: 2026-03-01, 2026-03-01T12:00:00Z, or 2h for two hours ago.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "What failed before this time.")
    private @Nullable String until;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Those that are open, replayed, resolved or dropped.")
    private @Nullable LetterState state;

    private final Set<String> placesSeen = new HashSet<>();
    private final Set<String> categories = new TreeSet<>();
    private final Set<String> exceptions = new TreeSet<>();
    private boolean keySeen;
    private boolean exceptionSeen;
    private @Nullable Instant from;
    private @Nullable Instant to;

    /** Refuses what cannot be meant, before anything is read. */
    void check(Clock clock) {
        for (String place : places) {
            if (!PLACE.matcher(place).matches()) {
                throw CommandFailure.usage("Expected --offset PARTITION:OFFSET, such as 0:3, but found " + place + ".");
            }
        }
        from = since == null ? null : PointInTime.parse("--since", since, clock);
        to = until == null ? null : PointInTime.parse("--until", until, clock);
        if (from != null && to != null && !from.isBefore(to)) {
            throw CommandFailure.usage("Expected a --since before --until but found " + from + " and " + to + ".");
        }
    }

    /** Whether it says nothing, so that all are meant. */
    boolean isEmpty() {
        return places.isEmpty()
                && key == null
                && category == null
                && exception == null
                && since == null
                && until == null
                && state == null;
    }

    /** Whether messages are named one by one, which are taken whatever became of them. */
    boolean namesPlaces() {
        return !places.isEmpty();
    }

    /** Whether it names one message by its place. */
    boolean namesOnePlace() {
        return places.size() == 1;
    }

    /** Whether it says what became of those that are meant. */
    boolean namesState() {
        return state != null;
    }

    /** Whether the message is meant, whatever became of it. */
    boolean matches(Letter letter) {
        return (places.isEmpty() || places.contains(letter.place()))
                && (key == null || key.equals(letter.deadLetter().key()))
                && (category == null
                        || category.equals(letter.report().failure().category()))
                && (exception == null || hasException(letter, exception))
                && (from == null || !letter.failedAt().isBefore(from))
                && (to == null || letter.failedAt().isBefore(to));
    }

    boolean matches(LetterState found) {
        return state == null || state == found;
    }

    /** Takes note of what there is. */
    void saw(Letter letter) {
        if (places.contains(letter.place())) {
            placesSeen.add(letter.place());
        }
        keySeen |= key != null && key.equals(letter.deadLetter().key());
        note(categories, letter.report().failure().category(), category);
        note(exceptions, letter.report().failure().exception(), null);
        note(exceptions, letter.report().failure().cause(), null);
        exceptionSeen |= exception != null && hasException(letter, exception);
    }

    /** When all was seen: refuses what no message of the topic has. */
    void refuseWhatNoneHas(String topic) {
        for (String place : places) {
            if (!placesSeen.contains(place)) {
                throw CommandFailure.usage("There is no dead letter at " + place + " of " + topic
                        + ". avenant dead-letters show " + topic + " lists them.");
            }
        }
        if (key != null && !keySeen) {
            throw CommandFailure.usage("No message of " + topic + " has the key " + key + ". avenant dead-letters show "
                    + topic + " lists them.");
        }
        if (category != null && !categories.contains(category)) {
            throw CommandFailure.usage(
                    "No message of " + topic + " has the category " + category + there("categories", categories));
        }
        if (exception != null && !exceptionSeen) {
            throw CommandFailure.usage(
                    "No message of " + topic + " has the exception " + exception + there("exceptions", exceptions));
        }
    }

    private static String there(String what, Set<String> all) {
        return all.isEmpty()
                ? ": none says one."
                : ". The " + what + " are "
                        + String.join(", ", all.stream().limit(MOST_NAMED).toList())
                        + (all.size() > MOST_NAMED ? ", …." : ".");
    }

    private static void note(Set<String> all, @Nullable String name, @Nullable String wanted) {
        if (name != null && (all.size() <= MOST_NAMED || name.equals(wanted))) {
            all.add(name);
        }
    }

    private static boolean hasException(Letter letter, String wanted) {
        return isOf(letter.report().failure().exception(), wanted)
                || isOf(letter.report().failure().cause(), wanted);
    }

    private static boolean isOf(@Nullable String name, String wanted) {
        return name != null && (name.equals(wanted) || name.endsWith("." + wanted) || name.endsWith("$" + wanted));
    }
}
