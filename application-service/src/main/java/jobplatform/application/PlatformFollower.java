package jobplatform.application;

import jobplatform.application.jobapplication.JobApplications;
import jobplatform.application.readmodel.JobFacts;
import jobplatform.application.readmodel.KnownJobs;
import jobplatform.application.readmodel.KnownUsers;
import jobplatform.job.events.JobCreated;
import jobplatform.job.events.JobDeleted;
import jobplatform.job.events.JobStatusChanged;
import jobplatform.job.events.JobUpdated;
import jobplatform.types.UserType;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.springframework.stereotype.Component;

/**
 * Follows users and jobs, so that no application needs another service, and erases the applications of who or what is
 * gone. It runs in the transaction of the event.
 */
@Component
class PlatformFollower {

    private final KnownUsers users;
    private final KnownJobs jobs;
    private final JobApplications applications;

    PlatformFollower(KnownUsers users, KnownJobs jobs, JobApplications applications) {
        this.users = users;
        this.jobs = jobs;
        this.applications = applications;
    }

    void registered(UserCreated event) {
        users.note(event.getUserId(), event.getVersion(), event.getUserType() == UserType.JOB_SEEKER);
    }

    void updated(UserUpdated event) {
        users.note(event.getUserId(), event.getVersion(), event.getUserType() == UserType.JOB_SEEKER);
    }

    /** Notes first that the user is gone, which waits for an application in work, so that none is left behind. */
    void departed(UserDeleted event) {
        users.forget(event.getUserId(), event.getVersion());
        applications.eraseOfApplicant(event.getUserId());
    }

    void posted(JobCreated event) {
        jobs.note(JobFacts.of(event));
    }

    void edited(JobUpdated event) {
        jobs.note(JobFacts.of(event));
    }

    void openedOrClosed(JobStatusChanged event) {
        jobs.note(JobFacts.of(event));
    }

    /** Notes first that the job is gone, which waits for an application in work, so that none is left behind. */
    void removed(JobDeleted event) {
        jobs.forget(JobFacts.of(event));
        applications.eraseOfJob(event.getJobId());
    }
}
