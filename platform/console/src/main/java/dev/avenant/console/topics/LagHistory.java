package dev.avenant.console.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the lags of consumer groups were when somebody looked. Kafka keeps none of it: it is known from the first look on, and
 * forgotten after ten minutes.
 */
final class LagHistory {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration APART = Duration.ofSeconds(10);

    /** Over how long a trend is told, so that it says what is going on now and not what was. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Duration SHORTEST = Duration.ofSeconds(3);

    private final Deque<Look> looks = new ArrayDeque<>();

    /** @param lags of all groups that there were, by topic; those of 0 are left out */
    private record Look(Instant at, Map<String, Map<String, Long>> lags) {
        boolean has(String group) {
            return lags.containsKey(group);
        }

        long lag(String group, Predicate<String> topics) {
            return lags.getOrDefault(group, Map.of()).entrySet().stream()
                    .filter(topic -> topics.test(topic.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /**
     * Keeps what the lags are, unless somebody looked just before.
     *
     * @param lags of all groups by topic; one of 0 may be left out
     */
    synchronized void add(Instant now, Map<String, Map<String, Long>> lags) {
        looks.removeIf(look -> look.at().isBefore(now.minus(KEPT)));
        if (looks.isEmpty() || !looks.getLast().at().plus(APART).isAfter(now)) {
            looks.addLast(new Look(now, lags));
        }
    }

    /**
     * Where the lag of a group is going.
     *
     * @param topics those that are counted
     * @param lag what it is now, of these
     */
    synchronized LagTrend trend(String group, Predicate<String> topics, Instant now, long lag) {
        if (lag == 0) {
            return LagTrend.CAUGHT_UP;
        }
        return looks.stream()
                .filter(look -> look.has(group))
                .filter(look -> !look.at().isBefore(now.minus(LONGEST)))
                .filter(look -> !look.at().isAfter(now.minus(SHORTEST)))
                .findFirst()
                .map(look -> LagTrend.between(
                        look.lag(group, topics),
                        lag,
                        Duration.between(look.at(), now).toMillis() / 1000.0))
                .orElse(LagTrend.UNKNOWN);
    }

    /** The same as a line to draw: what the lag was, the oldest first, and what it is. */
    synchronized List<Long> line(String group, Predicate<String> topics, long lag) {
        Stream<Long> before = looks.stream().filter(look -> look.has(group)).map(look -> look.lag(group, topics));
        return Stream.concat(before, Stream.of(lag)).toList();
    }
}
