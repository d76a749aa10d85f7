package jobplatform.application.jobapplication.web;

import java.time.Instant;
import java.util.UUID;
import jobplatform.application.jobapplication.ApplicationStatus;
import jobplatform.application.jobapplication.JobApplication;
import org.jspecify.annotations.Nullable;

/** An application as it is answered. */
record ApplicationView(
        UUID id,
        long version,
        UUID jobId,
        UUID applicantId,
        UUID companyId,
        UUID employerId,
        String jobTitle,
        ApplicationStatus status,
        @Nullable String coverLetter,
        Instant appliedAt,
        Instant changedAt) {

    static ApplicationView of(JobApplication application) {
        return new ApplicationView(
                application.id(),
                application.version(),
                application.jobId(),
                application.applicantId(),
                application.companyId(),
                application.employerId(),
                application.jobTitle(),
                application.status(),
                application.coverLetter(),
                application.appliedAt(),
                application.changedAt());
    }
}
