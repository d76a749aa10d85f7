package jobplatform.application.readmodel;

import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of a job.
 *
 * @param jobId the job
 * @param companyId the company that offers it
 * @param employerId the user who posted it
 * @param version the version of the job after the event
 * @param title its title, null when the event does not say
 * @param status where it stands, null when it was removed
 */
public record JobFacts(
        UUID jobId,
        UUID companyId,
        UUID employerId,
        long version,
        @Nullable String title,
        @Nullable String status) {

    /** What a new job is. */
    public static JobFacts of(JobCreated event) {
        return new JobFacts(
                event.getJobId(),
                event.getCompanyId(),
                event.getEmployerId(),
                event.getVersion(),
                event.getTitle(),
                event.getStatus().name());
    }

    /** What an edited job is. */
    public static JobFacts of(JobUpdated event) {
        return new JobFacts(
                event.getJobId(),
                event.getCompanyId(),
                event.getEmployerId(),
                event.getVersion(),
                event.getTitle(),
                event.getStatus().name());
    }

    /** Where a job stands that was opened or closed. */
    public static JobFacts of(JobStatusChanged event) {
        return new JobFacts(
                event.getJobId(),
                event.getCompanyId(),
                event.getEmployerId(),
                event.getVersion(),
                null,
                event.getNewStatus().name());
    }

    /** Which job was removed. */
    public static JobFacts of(JobDeleted event) {
        return new JobFacts(
                event.getJobId(), event.getCompanyId(), event.getEmployerId(), event.getVersion(), null, null);
    }
}
