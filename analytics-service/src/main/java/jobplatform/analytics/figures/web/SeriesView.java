package jobplatform.analytics.figures.web;

import java.time.Instant;
import java.util.List;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.FigureTable.Hour;
import jobplatform.analytics.figures.Period;
import org.jspecify.annotations.Nullable;

/**
 * Figures by hour as they are answered.
 *
 * @param total what is told of these hours together
 * @param hours those hours of which there is something to tell
 * @param roundedDownTo the multiples to which what people did in an hour is rounded down; null when it is exact
 */
record SeriesView(
        Instant from,
        Instant to,
        ToldCounts total,
        List<HourView> hours,
        @Nullable Integer roundedDownTo) {

    static SeriesView of(Period period, List<Hour> hours, Detail detail) {
        Counts total = hours.stream().map(Hour::counts).reduce(Counts.ZERO, Counts::plus);
        return new SeriesView(
                period.from(),
                period.to(),
                ToldCounts.of(total, detail),
                hours.stream()
                        .map(each -> new HourView(each.hour(), ToldCounts.of(each.counts(), detail)))
                        .toList(),
                detail.roundedDownTo());
    }

    /** An hour, by when it begins. */
    record HourView(Instant hour, ToldCounts counts) {}
}
