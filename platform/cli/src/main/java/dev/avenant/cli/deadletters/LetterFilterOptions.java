package dev.avenant.cli.deadletters;

import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.cli.terminal.TimeOption;
import dev.avenant.messaging.api.dialect.LetterState;
import dev.avenant.operations.letters.LetterFilter;
import dev.avenant.operations.letters.NoSuchLetterException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages of a dead-letter topic are meant. */
final class LetterFilterOptions {
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

    /** What they say; refuses what cannot be meant, before anything is read. */
    LetterFilter filter(Clock clock) {
        for (String place : places) {
            if (!PLACE.matcher(place).matches()) {
                throw CommandFailure.usage("Expected --offset PARTITION:OFFSET, such as 0:3, but found " + place + ".");
            }
        }
        Instant from = since == null ? null : TimeOption.parse("--since", since, clock);
        Instant to = until == null ? null : TimeOption.parse("--until", until, clock);
        if (from != null && to != null && !from.isBefore(to)) {
            throw CommandFailure.usage("Expected a --since before --until but found " + from + " and " + to + ".");
        }
        return new LetterFilter(Set.copyOf(places), key, category, exception, null, null, null, from, to, state);
    }

    /** Refuses what a console would take for not asked for: a filter that is empty would mean all messages. */
    void refuseEmpty() {
        for (String text :
                Stream.of(key, category, exception).filter(Objects::nonNull).toList()) {
            if (text.isBlank()) {
                throw CommandFailure.usage(
                        "Expected something in --key, --category and --exception with a console but found nothing.");
            }
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

    /** Whether it names one message by its place. */
    boolean namesOnePlace() {
        return places.size() == 1;
    }

    /** The one place that it names. */
    String onePlace() {
        return places.get(0);
    }

    /** The sentence for what no message of the topic has. */
    static CommandFailure refused(NoSuchLetterException none, String topic) {
        String lists = ". avenant dead-letters show " + topic + " lists them.";
        return CommandFailure.usage(
                switch (none.asked()) {
                    case PLACE -> "There is no dead letter at " + none.wanted() + " of " + topic + lists;
                    case KEY -> "No message of " + topic + " has the key " + none.wanted() + lists;
                    case CATEGORY ->
                        "No message of " + topic + " has the category " + none.wanted()
                                + there("categories", none.known());
                    case EXCEPTION ->
                        "No message of " + topic + " has the exception " + none.wanted()
                                + there("exceptions", none.known());
                });
    }

    private static String there(String what, List<String> all) {
        return all.isEmpty()
                ? ": none says one."
                : ". The " + what + " are "
                        + String.join(", ", all.stream().limit(MOST_NAMED).toList())
                        + (all.size() > MOST_NAMED ? ", …." : ".");
    }
}
