package jobplatform.user;

import java.time.Instant;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.application.events.JobApplicationStatusChanged;
import jobplatform.types.JobApplicationStatus;

/** What application-service tells of applications for a welder's job. */
final class ApplicationEvents {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TITLE = "Welder";

    private ApplicationEvents() {}

    static JobApplicationReceived received(UUID application, UUID applicant, UUID employer) {
        return JobApplicationReceived.newBuilder()
                .setApplicationId(application)
                .setVersion(1)
                .setJobId(UUID.randomUUID())
                .setApplicantId(applicant)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer)
                .setJobTitle(TITLE)
                .setApplicationCount(1)
                .setCoverLetter(null)
                .setAppliedAt(NOW)
                .build();
    }

    static JobApplicationStatusChanged became(
            UUID application, UUID applicant, UUID employer, JobApplicationStatus status) {
        return JobApplicationStatusChanged.newBuilder()
                .setApplicationId(application)
                .setVersion(2)
                .setJobId(UUID.randomUUID())
                .setApplicantId(applicant)
                .setCompanyId(UUID.randomUUID())
                .setEmployerId(employer)
                .setJobTitle(TITLE)
                .setPreviousStatus(JobApplicationStatus.RECEIVED)
                .setNewStatus(status)
                .setChangedAt(NOW)
                .build();
    }
}
