package jobplatform.jobservice;

import java.util.UUID;
import jobplatform.jobservice.application.JobApplications;
import jobplatform.jobservice.company.CompanyProfiles;
import jobplatform.jobservice.company.Employer;
import jobplatform.jobservice.job.JobBoard;
import jobplatform.types.UserType;
import jobplatform.user.events.UserCreated;
import jobplatform.user.events.UserDeleted;
import jobplatform.user.events.UserUpdated;
import org.springframework.stereotype.Component;

/**
 * Follows the accounts of users: an employer has one company whose contact is up to date, and of who is gone nothing
 * personal is left.
 */
@Component
class AccountFollower {

    private final CompanyProfiles companies;
    private final JobBoard jobs;
    private final JobApplications applications;

    AccountFollower(CompanyProfiles companies, JobBoard jobs, JobApplications applications) {
        this.companies = companies;
        this.jobs = jobs;
        this.applications = applications;
    }

    void created(UserCreated event) {
        if (event.getUserType() == UserType.EMPLOYER) {
            companies.follow(new Employer(
                    event.getUserId(),
                    event.getVersion(),
                    event.getEmail(),
                    event.getFullName().orElse(null),
                    event.getCompanyName().orElse(null)));
        }
    }

    void updated(UserUpdated event) {
        if (event.getUserType() == UserType.EMPLOYER) {
            companies.follow(new Employer(
                    event.getUserId(),
                    event.getVersion(),
                    event.getEmail(),
                    event.getFullName().orElse(null),
                    event.getCompanyName().orElse(null)));
        }
    }

    /** Forgets the company's contact first, which holds the company, so that no job is posted while they are closed. */
    void deleted(UserDeleted event) {
        UUID userId = event.getUserId();
        companies.forget(userId);
        jobs.closeAllOf(userId);
        applications.erase(userId);
    }
}
