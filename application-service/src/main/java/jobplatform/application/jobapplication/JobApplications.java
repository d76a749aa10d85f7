package jobplatform.application.jobapplication;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.access.Caller;
import dev.avenant.service.access.ForbiddenException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongConsumer;
import jobplatform.application.readmodel.CountedJob;
import jobplatform.application.readmodel.KnownJob;
import jobplatform.application.readmodel.KnownJobs;
import jobplatform.application.readmodel.KnownUsers;
import jobplatform.application.readmodel.UserStanding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes applications and changes them. Each change is one database transaction with the event that tells of it.
 *
 * <p>Who applies is held first and the job then, so neither goes while an application is taken, and an applicant has one
 * application for a job at most. The application is counted with the job held, and a refusal undoes that with the transaction.
 */
@Service
@Transactional
public class JobApplications {

    private final ApplicationTable applications;
    private final KnownUsers users;
    private final KnownJobs jobs;
    private final ApplicationEvents events;
    private final Clock clock;

    JobApplications(
            ApplicationTable applications, KnownUsers users, KnownJobs jobs, ApplicationEvents events, Clock clock) {
        this.applications = applications;
        this.users = users;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Applies for a job.
     *
     * @throws JobNotFoundException if the job is not known or gone
     * @throws ApplicantRefusedException if the applicant is not known, gone, or no job seeker
     * @throws NotOpenException if the job takes no applications
     * @throws AppliedAlreadyException if the applicant has applied before
     */
    public JobApplication apply(UUID jobId, UUID applicantId, @Nullable String coverLetter) {
        UserStanding standing = users.hold(applicantId);
        CountedJob counted = jobs.countApplication(jobId).orElseThrow(() -> new JobNotFoundException(jobId));
        KnownJob job = counted.job();
        if (job.isDraft()) {
            throw new JobNotFoundException(jobId);
        }
        if (standing != UserStanding.JOB_SEEKER) {
            throw new ApplicantRefusedException(applicantId, standing);
        }
        if (!job.isOpen()) {
            throw new NotOpenException(job);
        }
        JobApplication application = JobApplication.received(job, applicantId, coverLetter, clock.instant());
        if (!applications.add(application)) {
            throw new AppliedAlreadyException(jobId);
        }
        events.received(application, counted.applicationCount());
        return application;
    }

    /**
     * Brings an application to another status. For one that is there already nothing happens.
     *
     * @param expected is told the version that the application has, before anything changes; may refuse by throwing
     * @throws ApplicationNotFoundException if there is no such application for the caller
     * @throws ForbiddenException if that is for the other side to do
     * @throws IllegalTransitionException if it cannot come there from where it stands
     */
    public JobApplication changeStatus(UUID id, Caller caller, ApplicationStatus next, LongConsumer expected) {
        JobApplication before = applications
                .hold(id)
                .filter(application -> application.concerns(caller))
                .orElseThrow(() -> new ApplicationNotFoundException(id));
        before.requireDecidedBy(caller, next);
        expected.accept(before.version());
        if (before.status() == next) {
            return before;
        }
        JobApplication after = before.become(next, clock.instant());
        applications.change(after);
        events.statusChanged(after, before.status());
        return after;
    }

    /**
     * The application.
     *
     * @throws ApplicationNotFoundException if there is no such application for the caller
     */
    @Transactional(readOnly = true)
    public JobApplication get(UUID id, Caller caller) {
        return applications
                .find(id)
                .filter(application -> application.concerns(caller))
                .orElseThrow(() -> new ApplicationNotFoundException(id));
    }

    /** A page of the applications that meet all criteria and concern the caller, the newest first. */
    @Transactional(readOnly = true)
    public PageOf<JobApplication> list(ApplicationCriteria criteria, Caller caller, PageQuery query) {
        return PageOf.of(
                query,
                applications.page(criteria, caller, query.limit(), query.offset()),
                applications.count(criteria, caller));
    }

    /**
     * A page of a job's applications, the newest first.
     *
     * @throws JobNotFoundException if the job is not known or gone, or not open and another employer's
     * @throws ForbiddenException if it is another employer's
     */
    @Transactional(readOnly = true)
    public PageOf<JobApplication> listOfJob(
            UUID jobId, Caller caller, @Nullable ApplicationStatus status, PageQuery query) {
        KnownJob job = jobs.find(jobId).orElseThrow(() -> new JobNotFoundException(jobId));
        if (!caller.mayActFor(job.employerId())) {
            if (!job.isOpen()) {
                throw new JobNotFoundException(jobId);
            }
            throw new ForbiddenException("The job " + jobId + " is another employer's");
        }
        return list(new ApplicationCriteria(null, null, jobId, status), caller, query);
    }

    /** Erases the applications of somebody whose account is gone. */
    public void eraseOfApplicant(UUID applicantId) {
        applications.deleteOfApplicant(applicantId);
    }

    /** Erases the applications for a job that was removed. */
    public void eraseOfJob(UUID jobId) {
        applications.deleteOfJob(jobId);
    }
}
