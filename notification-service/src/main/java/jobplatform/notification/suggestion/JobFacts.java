package jobplatform.notification.suggestion;

import java.util.List;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of a job.
 *
 * @param jobId the job
 * @param employerId the user who posted it
 * @param version the version of the job after the event
 * @param isPosting whether the event says that the job is new
 * @param offer what the job offers, null when the event does not say
 * @param status where it stands
 */
public record JobFacts(
        UUID jobId,
        UUID employerId,
        long version,
        boolean isPosting,
        @Nullable Offer offer,
        String status) {

    /**
     * What a job offers.
     *
     * @param title its title
     * @param companyName who offers it, null when the event does not say
     * @param location where the work is done, null when it does not matter
     * @param isRemote whether it can be done from anywhere
     * @param skills what is asked for
     */
    record Offer(
            String title,
            @Nullable String companyName,
            @Nullable String location,
            boolean isRemote,
            List<String> skills) {}

    /** What a new job is. */
    public static JobFacts of(JobCreated event) {
        Offer offer = new Offer(
                event.getTitle(),
                event.getCompanyName().orElse(null),
                event.getLocation().orElse(null),
                event.getRemote(),
                event.getSkills());
        return new JobFacts(
                event.getJobId(),
                event.getEmployerId(),
                event.getVersion(),
                true,
                offer,
                event.getStatus().name());
    }

    /** What an edited job is. */
    public static JobFacts of(JobUpdated event) {
        Offer offer = new Offer(
                event.getTitle(), null, event.getLocation().orElse(null), event.getRemote(), event.getSkills());
        return new JobFacts(
                event.getJobId(),
                event.getEmployerId(),
                event.getVersion(),
                false,
                offer,
                event.getStatus().name());
    }

    /** Where a job stands that was opened or closed. */
    public static JobFacts of(JobStatusChanged event) {
        return new JobFacts(
                event.getJobId(),
                event.getEmployerId(),
                event.getVersion(),
                false,
                null,
                event.getNewStatus().name());
    }
}
