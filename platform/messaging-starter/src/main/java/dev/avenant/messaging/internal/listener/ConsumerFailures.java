package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.MessagingProperties.RetrySettings;
import dev.avenant.messaging.internal.failure.LimitedLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failures of listeners that are not about a record: how long each is to rest, growing from failure to failure, and
 * which ones fail now. A listener that has not failed for a while works again; nobody tells that it polled with success.
 */
final class ConsumerFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerFailures.class);

    /** Far less than a consumer may take between two polls. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private static final Duration UNTIL_WELL = LONGEST_REST.multipliedBy(2);
    private static final int FAILURES_THAT_COUNT = 3;

    private final Duration firstRest;
    private final Clock clock;
    private final LimitedLog limits;
    private final Map<String, Failing> failing = new ConcurrentHashMap<>();

    ConsumerFailures(RetrySettings settings, Clock clock) {
        this.firstRest = settings.initialInterval();
        this.clock = clock;
        this.limits = new LimitedLog(clock);
    }

    /** Takes note of a failure, and answers how long the listener is to rest. */
    Duration failed(String listener, Exception thrown) {
        Instant now = clock.instant();
        Failing current = failing.merge(
                listener,
                new Failing(1, now, now, thrown),
                (before, first) -> isOver(before, now) ? first : before.and(first));
        if (limits.allows(listener, thrown.toString())) {
            LOG.atWarn()
                    .addKeyValue("listener", listener)
                    .addKeyValue("times", current.times())
                    .setCause(thrown)
                    .log("The consumer failed outside of a record and goes on: {}", thrown.toString());
        }
        Duration rest = firstRest.multipliedBy(1L << Math.min(current.times() - 1, 20));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /** The listeners that fail now, again and again, and why. */
    Map<String, String> current() {
        Instant now = clock.instant();
        Map<String, String> found = new TreeMap<>();
        failing.forEach((listener, current) -> {
            if (!isOver(current, now) && current.times() >= FAILURES_THAT_COUNT) {
                found.put(listener, current.toString());
            }
        });
        return found;
    }

    private static boolean isOver(Failing failing, Instant now) {
        return failing.last().plus(UNTIL_WELL).isBefore(now);
    }

    private record Failing(int times, Instant since, Instant last, Exception thrown) {

        Failing and(Failing next) {
            return new Failing(times + 1, since, next.last, next.thrown);
        }

        @Override
        public String toString() {
            return times + " times since " + since + ": " + thrown;
        }
    }
}
