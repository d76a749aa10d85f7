package jobplatform.jobservice.job;

import java.time.Instant;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import org.jspecify.annotations.Nullable;

/**
 * An application as application-service tells of it.
 *
 * @param id identifies the application
 * @param jobId the job
 * @param applicantId the user who applied
 * @param coverLetter what the applicant wrote, null when nothing was or the account is gone
 * @param appliedAt when it arrived
 */
public record ReceivedApplication(
        UUID id, UUID jobId, UUID applicantId, @Nullable String coverLetter, Instant appliedAt) {

    /** Reads the event. */
    public static ReceivedApplication of(JobApplicationReceived event) {
        return new ReceivedApplication(
                event.getApplicationId(),
                event.getJobId(),
                event.getApplicantId(),
                event.getCoverLetter().orElse(null),
                event.getAppliedAt());
    }

    /** The same without what the applicant wrote. */
    public ReceivedApplication withoutCoverLetter() {
        return new ReceivedApplication(id, jobId, applicantId, null, appliedAt);
    }
}
