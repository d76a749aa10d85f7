package jobplatform.jobservice.application;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.sql.Timestamp;
import java.util.UUID;
import jobplatform.jobservice.company.CompanyProfiles;
import jobplatform.jobservice.job.JobBoard;
import jobplatform.jobservice.job.ReceivedApplication;
import jobplatform.jobservice.job.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts the applications for jobs, which application-service takes, and forgets who applied when the account is deleted. */
@Service
@Transactional
public class JobApplications {

    private final Applications applications;
    private final JobBoard jobs;
    private final CompanyProfiles accounts;

    JobApplications(Applications applications, JobBoard jobs, CompanyProfiles accounts) {
        this.applications = applications;
        this.jobs = jobs;
        this.accounts = accounts;
    }

    /**
     * Counts an application, once: neither again under its id, which application-service keeps when it takes over what was
     * taken here before, nor a second one of the same applicant for the job.
     */
    public void count(ReceivedApplication received) {
        applications.hold(received.applicantId());
        if (accounts.hasDeparted(received.applicantId())) {
            count(received.withoutCoverLetter(), null);
        } else {
            count(received, received.applicantId());
        }
    }

    private void count(ReceivedApplication received, @Nullable UUID applicantId) {
        if (jobs.receive(received, () -> !isCounted(received))) {
            applications.add(
                    received.id(),
                    received.jobId(),
                    applicantId,
                    received.coverLetter(),
                    Timestamp.from(received.appliedAt()));
        }
    }

    private boolean isCounted(ReceivedApplication received) {
        return applications.isKnown(received.id(), received.jobId(), received.applicantId());
    }

    /** Erases what applications hold of a user whose account is gone; that there were applications stays. */
    public void erase(UUID applicantId) {
        applications.hold(applicantId);
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
