package jobplatform.analytics.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The schema ids that the registry did not know, and since when: an event may come before its schema does, so it is waited for
 * as long as the listeners wait.
 */
final class UnknownSchemas {

    private static final int REMEMBERED = 1_000;

    private final Duration grace;
    private final Clock clock;
    private final Map<String, Instant> missingSince = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    UnknownSchemas(Duration grace, Clock clock) {
        this.grace = grace;
        this.clock = clock;
    }

    /** Whether an id, which is unknown now too, is not waited for any longer. */
    synchronized boolean isGivenUp(String id) {
        Instant now = clock.instant();
        Instant first = missingSince.computeIfAbsent(id, missing -> now);
        return !now.isBefore(first.plus(grace));
    }
}
