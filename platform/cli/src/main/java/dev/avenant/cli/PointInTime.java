package dev.avenant.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as it is written on a command line. */
final class PointInTime {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    private PointInTime() {}

    /** A date (UTC), a time with its offset, or how long ago. */
    static Instant parse(String option, String text, Clock clock) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException notATime) {
            throw CommandFailure.usage("Expected " + option
                    + " to be a date (2026-03-01), a time with its offset (2026-03-01T12:00:00Z) or how long ago"
                    + " (30s, 15m, 2h, 7d) but found " + text + ".");
        }
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
