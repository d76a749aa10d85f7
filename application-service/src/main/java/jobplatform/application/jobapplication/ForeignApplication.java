package jobplatform.application.jobapplication;

import jobplatform.application.readmodel.JobFacts;
import jobplatform.job.events.JobApplicationReceived;

/**
 * An application as the former topic tells it.
 *
 * @param application the application
 * @param job what the event says of the job, among it how many applications it had received with this one
 */
public record ForeignApplication(JobApplication application, JobFacts job) {

    /** Reads the event. */
    public static ForeignApplication of(JobApplicationReceived event) {
        return new ForeignApplication(
                new JobApplication(
                        event.getApplicationId(),
                        1,
                        event.getJobId(),
                        event.getApplicantId(),
                        event.getCompanyId(),
                        event.getEmployerId(),
                        event.getJobTitle(),
                        ApplicationStatus.RECEIVED,
                        event.getCoverLetter().orElse(null),
                        event.getAppliedAt(),
                        event.getAppliedAt()),
                JobFacts.of(event));
    }
}
