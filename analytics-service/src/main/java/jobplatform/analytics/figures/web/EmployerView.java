package jobplatform.analytics.figures.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.FigureTable.FirstApplications;
import jobplatform.analytics.figures.Period;
import org.jspecify.annotations.Nullable;

/**
 * An employer's figures as they are answered.
 *
 * @param counts how many jobs were posted in the period, and how many applications came to each stage in it
 * @param timeToFirstApplication of the jobs that became open in the period
 */
record EmployerView(
        UUID employerId, Instant from, Instant to, Counts counts, FirstApplicationView timeToFirstApplication) {

    static EmployerView of(UUID employerId, Period period, Counts counts, FirstApplications first) {
        return new EmployerView(employerId, period.from(), period.to(), counts, FirstApplicationView.of(first));
    }

    /**
     * How long jobs were open before somebody applied.
     *
     * @param jobs how many of them somebody applied for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FirstApplicationView(
            long jobs,
            @Nullable Long averageSeconds,
            @Nullable Long medianSeconds,
            @Nullable Long shortestSeconds,
            @Nullable Long longestSeconds) {

        static FirstApplicationView of(FirstApplications first) {
            return new FirstApplicationView(
                    first.jobs(),
                    first.averageSeconds(),
                    first.medianSeconds(),
                    first.shortestSeconds(),
                    first.longestSeconds());
        }
    }
}
