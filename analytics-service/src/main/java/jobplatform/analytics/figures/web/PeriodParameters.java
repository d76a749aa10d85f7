package jobplatform.analytics.figures.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jobplatform.analytics.figures.Period;
import org.jspecify.annotations.Nullable;

/**
 * The time for which figures are asked, whole hours of it.
 *
 * @param from null for a week before its end
 * @param to null for the end of the hour that it is
 */
record PeriodParameters(
        @Parameter(
                description = "From the hour of this moment on; a week before the end unless given.",
                example = "2026-03-01T10:00:00Z")
        @Nullable
        Instant from,

        @Parameter(
                description = "To the end of the hour before this moment; the end of this hour unless given.",
                example = "2026-03-08T10:00:00Z")
        @Nullable
        Instant to) {

    private static final Duration DEFAULT = Duration.ofDays(7);

    /** No database holds what is beyond. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:00:00Z");

    /**
     * The period that is meant.
     *
     * @throws PeriodRefusedException if it has no hour
     */
    Period period(Instant now) {
        Instant end = within(to == null ? now.plus(1, ChronoUnit.HOURS) : to).truncatedTo(ChronoUnit.HOURS);
        Instant begin = within(from == null ? end.minus(DEFAULT) : from).truncatedTo(ChronoUnit.HOURS);
        if (!begin.isBefore(end)) {
            throw new PeriodRefusedException();
        }
        return new Period(begin, end);
    }

    private static Instant within(Instant moment) {
        return moment.isBefore(EARLIEST) ? EARLIEST : moment.isAfter(LATEST) ? LATEST : moment;
    }
}
