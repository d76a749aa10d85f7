package jobplatform.jobservice.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application as it arrives at a job.
 *
 * @param id identifies the application
 * @param applicantId the user who applies
 * @param coverLetter what the applicant wrote, null when nothing was
 * @param appliedAt when it arrived
 */
public record ReceivedApplication(
        UUID id, UUID applicantId, @Nullable String coverLetter, Instant appliedAt) {}
