package jobplatform.jobservice.application;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Somebody's application for a job.
 *
 * @param id identifies the application
 * @param version 1, and one more with each change
 * @param jobId the job
 * @param applicantId who applied, null when the account is gone
 * @param coverLetter what the applicant wrote, null when nothing was or the account is gone
 * @param appliedAt when the application arrived
 */
@Table("applications")
public record Application(
        @Id UUID id,
        @Version long version,
        UUID jobId,
        @Nullable UUID applicantId,
        @Nullable String coverLetter,
        Instant appliedAt) {}
