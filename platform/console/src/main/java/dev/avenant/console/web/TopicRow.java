package dev.avenant.console.web;

import dev.avenant.console.topics.TopicRates.Rate;
import dev.avenant.console.topics.TopicSummary;
import org.jspecify.annotations.Nullable;

/**
 * A topic on one line of the overview.
 *
 * @param rate what comes to it; null when that is not known
 */
public record TopicRow(TopicSummary topic, @Nullable Rate rate) {

    /** What came to it in each of the last minutes; null when that is not known. */
    public @Nullable Plot plot() {
        return rate == null ? null : new Plot(rate.perMinute());
    }
}
