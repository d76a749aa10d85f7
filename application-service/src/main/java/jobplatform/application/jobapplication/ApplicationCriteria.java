package jobplatform.application.jobapplication;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What applications are looked for; those that meet all that is given are found.
 *
 * @param applicantId who applied
 * @param employerId who posted the job
 * @param jobId the job
 * @param status where the application stands
 */
public record ApplicationCriteria(
        @Nullable UUID applicantId,
        @Nullable UUID employerId,
        @Nullable UUID jobId,
        @Nullable ApplicationStatus status) {}
