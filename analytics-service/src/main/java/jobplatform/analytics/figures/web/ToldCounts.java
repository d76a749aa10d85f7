package jobplatform.analytics.figures.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jobplatform.analytics.figures.Counts;
import org.jspecify.annotations.Nullable;

/**
 * How often what happened, as far as the caller is told. What people did is left out where too few of them did it.
 *
 * @param posted jobs that became open for the first time
 */
record ToldCounts(
        long posted,
        @Schema(description = TOO_FEW) @Nullable Long applied,
        @Schema(description = TOO_FEW) @Nullable Long shortlisted,
        @Schema(description = TOO_FEW) @Nullable Long accepted,
        @Schema(description = TOO_FEW) @Nullable Long rejected,
        @Schema(description = TOO_FEW) @Nullable Long withdrawn) {

    private static final String TOO_FEW =
            "A multiple of roundedDownTo, where that is given, and left out where it would be 0.";

    static ToldCounts of(Counts counts, Detail detail) {
        return new ToldCounts(
                counts.posted(),
                detail.told(counts.applied()),
                detail.told(counts.shortlisted()),
                detail.told(counts.accepted()),
                detail.told(counts.rejected()),
                detail.told(counts.withdrawn()));
    }
}
