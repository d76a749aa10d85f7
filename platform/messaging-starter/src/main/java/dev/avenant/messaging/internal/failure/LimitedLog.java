package dev.avenant.messaging.internal.failure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what fails again and again from filling the log: said when it changes, and then once a minute. */
public final class LimitedLog {

    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Object, Said> said = new ConcurrentHashMap<>();

    public LimitedLog(Clock clock) {
        this.clock = clock;
    }

    /** Whether the text is to be said now of that partition or listener. */
    public boolean allows(Object subject, String text) {
        Instant now = clock.instant();
        Said before = said.get(subject);
        if (before != null
                && before.text().equals(text)
                && now.isBefore(before.at().plus(SILENCE))) {
            return false;
        }
        said.put(subject, new Said(text, now));
        return true;
    }

    private record Said(String text, Instant at) {}
}
