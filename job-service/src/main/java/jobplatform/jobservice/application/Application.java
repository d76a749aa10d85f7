package jobplatform.jobservice.application;

import java.time.Instant;
import java.util.UUID;
import jobplatform.jobservice.job.ReceivedApplication;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Somebody's application for a job.
 *
 * @param id identifies the application
 * @param version grows by one with each stored change; 0 until it is stored
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
        Instant appliedAt) {

    static Application of(ReceivedApplication received) {
        return new Application(
                received.id(),
                0,
                received.jobId(),
                received.applicantId(),
                received.coverLetter(),
                received.appliedAt());
    }

    /** One whose applicant's account is gone. */
    static Application ofNobody(ReceivedApplication received) {
        return new Application(received.id(), 0, received.jobId(), null, null, received.appliedAt());
    }
}
