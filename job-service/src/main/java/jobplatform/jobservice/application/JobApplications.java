package jobplatform.jobservice.application;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.util.UUID;
import jobplatform.jobservice.company.CompanyProfiles;
import jobplatform.jobservice.job.JobBoard;
import jobplatform.jobservice.job.ReceivedApplication;
import jobplatform.jobservice.job.Viewer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts the applications for jobs, which application-service takes, and forgets who applied when the account is deleted. */
@Service
@Transactional
public class JobApplications {

    private final Applications applications;
    private final CountedApplications counted;
    private final JobBoard jobs;
    private final CompanyProfiles accounts;

    JobApplications(Applications applications, CountedApplications counted, JobBoard jobs, CompanyProfiles accounts) {
        this.applications = applications;
        this.counted = counted;
        this.jobs = jobs;
        this.accounts = accounts;
    }

    /**
     * Counts an application, once: neither again under its id, which application-service keeps when it takes over what was
     * taken here before, nor a second one of the same applicant for the job.
     */
    public void count(ReceivedApplication received) {
        counted.hold(received.applicantId());
        boolean isNew = accounts.hasDeparted(received.applicantId())
                ? counted.add(received.withoutCoverLetter(), null)
                : counted.add(received, received.applicantId());
        if (isNew) {
            jobs.countApplication(received.jobId());
        }
    }

    /** Erases what applications hold of a user whose account is gone; that there were applications stays. */
    public void erase(UUID applicantId) {
        counted.hold(applicantId);
        applications.erase(applicantId);
    }

    /**
     * A page of a job's applications, the oldest first.
     *
     * @throws jobplatform.jobservice.job.JobNotFoundException if there is no such job for whoever asks
     * @throws dev.avenant.service.access.ForbiddenException if it is another employer's
     */
    @Transactional(readOnly = true)
    public PageOf<Application> list(UUID jobId, Viewer viewer, PageQuery query) {
        UUID id = jobs.getOwn(jobId, viewer).id();
        return PageOf.of(query, applications.page(id, query.limit(), query.offset()), applications.countByJobId(id));
    }
}
