package jobplatform.jobservice.application;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.time.Clock;
import java.util.UUID;
import jobplatform.jobservice.company.CompanyProfiles;
import jobplatform.jobservice.job.JobBoard;
import jobplatform.jobservice.job.ReceivedApplication;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes applications for jobs, and forgets who applied when the account is deleted. */
@Service
@Transactional
public class JobApplications {

    private final Applications applications;
    private final JobBoard jobs;
    private final CompanyProfiles accounts;
    private final Clock clock;

    JobApplications(Applications applications, JobBoard jobs, CompanyProfiles accounts, Clock clock) {
        this.applications = applications;
        this.jobs = jobs;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Applies for a job.
     *
     * @throws jobplatform.jobservice.job.JobNotFoundException if there is no such job
     * @throws jobplatform.jobservice.job.NotApplicableException if the job takes no applications, or not this applicant's
     * @throws AppliedAlreadyException if the applicant has applied before
     * @throws ApplicantGoneException if the applicant's account was deleted
     */
    public Application apply(UUID jobId, UUID applicantId, @Nullable String coverLetter) {
        applications.hold(applicantId);
        if (accounts.hasDeparted(applicantId)) {
            throw new ApplicantGoneException();
        }
        ReceivedApplication received =
                new ReceivedApplication(UUID.randomUUID(), applicantId, coverLetter, clock.instant());
        jobs.receive(jobId, received, () -> refuseSecondOf(applicantId, jobId));
        return applications.save(Application.of(jobId, received));
    }

    /** Erases what applications hold of a user whose account is gone; that there were applications stays. */
    public void erase(UUID applicantId) {
        applications.hold(applicantId);
        applications.erase(applicantId);
    }

    /**
     * A page of a job's applications, the oldest first.
     *
     * @throws jobplatform.jobservice.job.JobNotFoundException if there is no such job
     */
    @Transactional(readOnly = true)
    public PageOf<Application> list(UUID jobId, PageQuery query) {
        UUID id = jobs.get(jobId).id();
        return PageOf.of(query, applications.page(id, query.limit(), query.offset()), applications.countByJobId(id));
    }

    private void refuseSecondOf(UUID applicantId, UUID jobId) {
        if (applications.existsByJobIdAndApplicantId(jobId, applicantId)) {
            throw new AppliedAlreadyException(jobId);
        }
    }
}
