package dev.avenant.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people write it. */
public final class PointInTime {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    private PointInTime() {}

    /**
     * A date (UTC), a time with its offset, or how long ago, such as {@code 2h}; empty when it is none, or one that Kafka
     * cannot count in milliseconds.
     */
    public static Optional<Instant> parse(String text, Clock clock) {
        return parsed(text, clock).filter(PointInTime::isCountable);
    }

    private static boolean isCountable(Instant time) {
        return Math.abs(time.getEpochSecond()) < Long.MAX_VALUE / 1000;
    }

    private static Optional<Instant> parsed(String text, Clock clock) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return Optional.of(clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2))));
        }
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
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
