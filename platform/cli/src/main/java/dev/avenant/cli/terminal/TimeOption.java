package dev.avenant.cli.terminal;

import dev.avenant.operations.PointInTime;
import java.time.Clock;
import java.time.Instant;

/** A time as it is written on a command line. */
public final class TimeOption {
    private TimeOption() {}

    /** A date (UTC), a time with its offset, or how long ago. */
    public static Instant parse(String option, String text, Clock clock) {
        return PointInTime.parse(text, clock)
                .orElseThrow(() -> CommandFailure.usage("Expected " + option
                        + " to be a date (2026-03-01), a time with its offset (2026-03-01T12:00:00Z) or how long ago"
                        + " (30s, 15m, 2h, 7d) but found " + text + "."));
    }
}
