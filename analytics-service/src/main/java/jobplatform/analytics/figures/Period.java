package jobplatform.analytics.figures;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time for which figures are asked.
 *
 * @param from when it begins
 * @param to when it ends, which it no longer contains
 */
public record Period(Instant from, Instant to) {

    /** All days, of UTC, that have a part in it. */
    public Period wholeDays() {
        Instant lastDay = to.truncatedTo(ChronoUnit.DAYS);
        return new Period(
                from.truncatedTo(ChronoUnit.DAYS), lastDay.equals(to) ? to : lastDay.plus(1, ChronoUnit.DAYS));
    }
}
