package jobplatform.application.jobapplication;

import dev.avenant.service.access.Caller;
import dev.avenant.service.access.ForbiddenException;
import java.time.Instant;
import java.util.UUID;
import jobplatform.application.readmodel.KnownJob;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's application for a job. It does not change: what changes an application answers a new one, which is then
 * stored.
 *
 * @param id identifies it
 * @param version grows by one with each change and each event, from 1
 * @param jobId the job
 * @param applicantId who applied
 * @param companyId the company that offers the job
 * @param employerId the user who posted the job
 * @param jobTitle the job's title when the application arrived
 * @param status where it stands
 * @param coverLetter what the applicant wrote, null when nothing was
 * @param appliedAt when it arrived
 * @param changedAt when its status changed last
 */
public record JobApplication(
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

    static JobApplication received(KnownJob job, UUID applicantId, @Nullable String coverLetter, Instant now) {
        return new JobApplication(
                UUID.randomUUID(),
                1,
                job.jobId(),
                applicantId,
                job.companyId(),
                job.employerId(),
                job.title(),
                ApplicationStatus.RECEIVED,
                coverLetter,
                now,
                now);
    }

    /**
     * The application as it comes to another status.
     *
     * @throws IllegalTransitionException if it cannot come there from where it stands
     */
    JobApplication become(ApplicationStatus next, Instant now) {
        if (!status.next().contains(next)) {
            throw new IllegalTransitionException(id, status, next);
        }
        return new JobApplication(
                id,
                version + 1,
                jobId,
                applicantId,
                companyId,
                employerId,
                jobTitle,
                next,
                coverLetter,
                appliedAt,
                now);
    }

    /** Whether it is there for that caller: who applied, the employer, and administrators. */
    boolean concerns(Caller caller) {
        return caller.mayActFor(applicantId) || caller.mayActFor(employerId);
    }

    /**
     * Goes on only for the side that brings an application to that status.
     *
     * @throws ForbiddenException if it is the other side's to do
     */
    void requireDecidedBy(Caller caller, ApplicationStatus next) {
        boolean isTheApplicants = next == ApplicationStatus.WITHDRAWN;
        if (!caller.mayActFor(isTheApplicants ? applicantId : employerId)) {
            throw new ForbiddenException(
                    isTheApplicants
                            ? "Only the applicant withdraws an application"
                            : "Only the employer shortlists, accepts or rejects an application");
        }
    }
}
