package dev.avenant.messaging.internal.outbox;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of a topic of which Kafka refused an event. Their events are left alone for a while, one second first and
 * then twice as long each time, so that none overtakes the refused one and those of other keys go on.
 */
final class HeldKeys {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST = 1_000;

    private final Clock clock;
    private final Map<ByteBuffer, Hold> holds = new HashMap<>();

    HeldKeys(Clock clock) {
        this.clock = clock;
    }

    /** Leaves the key of the refused event alone; true if it was none of those that were refused already. */
    boolean hold(OutboxRow refused, String reason) {
        Hold before = holds.get(key(refused));
        Duration wait = before == null ? FIRST : before.next();
        Instant now = clock.instant();
        holds.put(key(refused), new Hold(refused, before == null ? now : before.since(), now.plus(wait), wait, reason));
        return before == null;
    }

    /** Forgets that events of those keys were refused. */
    void passed(Collection<OutboxRow> rows) {
        if (!holds.isEmpty()) {
            rows.forEach(row -> holds.remove(key(row)));
        }
    }

    /** The keys to leave alone now. */
    List<byte[]> now() {
        List<byte[]> keys = new ArrayList<>();
        holds.forEach((key, hold) -> {
            if (clock.instant().isBefore(hold.until())) {
                keys.add(hold.row().key());
            }
        });
        return keys;
    }

    /** Forgets them all. */
    void clear() {
        holds.clear();
    }

    boolean isEmpty() {
        return holds.isEmpty();
    }

    /** Whether so many are held that it must be the topic. */
    boolean isFull() {
        return holds.size() >= MOST;
    }

    /** The events that were refused, by their number in the outbox. */
    Map<Long, Refused> refused() {
        Map<Long, Refused> refused = new TreeMap<>();
        holds.values().forEach(hold -> refused.put(hold.row().id(), new Refused(hold.since(), hold.reason())));
        return refused;
    }

    private static ByteBuffer key(OutboxRow row) {
        return ByteBuffer.wrap(row.key());
    }

    /** That an event is refused: since when, and why. */
    record Refused(Instant since, String reason) {

        @Override
        public String toString() {
            return "since " + since + ": " + reason;
        }
    }

    private record Hold(OutboxRow row, Instant since, Instant until, Duration waited, String reason) {

        Duration next() {
            Duration doubled = waited.multipliedBy(2);
            return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        }
    }
}
