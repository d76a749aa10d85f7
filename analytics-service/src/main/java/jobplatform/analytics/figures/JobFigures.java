package jobplatform.analytics.figures;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How soon somebody applied for a job, as far as it is known: takes the place of what was known before.
 *
 * @param jobId the job
 * @param employerId who posted it
 * @param openedAt when it became open for the first time
 * @param firstAppliedAt when its first application arrived; null when there is none
 */
public record JobFigures(
        UUID jobId,
        UUID employerId,
        Instant openedAt,
        @Nullable Instant firstAppliedAt) {}
