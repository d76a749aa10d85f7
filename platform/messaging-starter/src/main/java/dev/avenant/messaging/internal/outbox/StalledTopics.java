package dev.avenant.messaging.internal.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Topics that Kafka refused records of, and until when each is left alone: one second first, then twice as long. */
final class StalledTopics {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Clock clock;
    private final Map<String, Stall> stalls = new HashMap<>();

    StalledTopics(Clock clock) {
        this.clock = clock;
    }

    /** Leaves the topic alone for a while; false if it is left alone already. */
    boolean add(String topic, String reason) {
        if (holds(topic)) {
            return false;
        }
        Stall before = stalls.get(topic);
        Duration wait = before == null ? FIRST : before.next();
        stalls.put(topic, new Stall(clock.instant().plus(wait), wait, reason));
        return true;
    }

    /** Whether the topic is to be left alone now. */
    boolean holds(String topic) {
        Stall stall = stalls.get(topic);
        return stall != null && clock.instant().isBefore(stall.until());
    }

    /** Forgets that the topic ever stalled. */
    void passed(String topic) {
        stalls.remove(topic);
    }

    /** The topics to leave alone now. */
    List<String> now() {
        return stalls.keySet().stream().filter(this::holds).toList();
    }

    /** Whether no topic has stalled since it passed last. */
    boolean isEmpty() {
        return stalls.isEmpty();
    }

    /** Each topic that has not passed since it stalled, and why it did. */
    Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        stalls.forEach((topic, stall) -> reasons.put(topic, stall.reason()));
        return reasons;
    }

    private record Stall(Instant until, Duration waited, String reason) {

        Duration next() {
            Duration doubled = waited.multipliedBy(2);
            return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        }
    }
}
