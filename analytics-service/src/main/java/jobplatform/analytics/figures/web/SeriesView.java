package jobplatform.analytics.figures.web;

import java.time.Instant;
import java.util.List;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.FigureTable.Hour;
import jobplatform.analytics.figures.Period;

/**
 * Figures by hour as they are answered.
 *
 * @param total those of the whole period
 * @param hours those hours in which something happened
 */
record SeriesView(Instant from, Instant to, Counts total, List<HourView> hours) {

    static SeriesView of(Period period, List<Hour> hours) {
        Counts total = hours.stream().map(Hour::counts).reduce(Counts.ZERO, Counts::plus);
        return new SeriesView(
                period.from(),
                period.to(),
                total,
                hours.stream()
                        .map(each -> new HourView(each.hour(), each.counts()))
                        .toList());
    }

    /** An hour, by when it begins. */
    record HourView(Instant hour, Counts counts) {}
}
