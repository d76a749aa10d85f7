package jobplatform.jobservice.job;

import dev.avenant.service.access.ForbiddenException;
import java.util.Objects;
import java.util.UUID;
import jobplatform.jobservice.company.Company;
import jobplatform.jobservice.company.CompanyProfiles;
import org.springframework.stereotype.Component;

/** Finds the company for which a job is posted. */
@Component
class Employers {

    private final CompanyProfiles companies;

    Employers(CompanyProfiles companies) {
        this.companies = companies;
    }

    /** The poster's company, for whoever asks; its owner cannot leave until the transaction ends. */
    Company companyOf(Poster poster, Viewer viewer) {
        Company company = find(poster);
        UUID employerId = poster.employerId();
        if (employerId != null && !company.ownerId().equals(employerId)) {
            if (!viewer.seesAll()) {
                throw new ForbiddenException("The company " + company.id() + " is another employer's");
            }
            throw new NoSuchEmployerException("employerId", "is not the owner of the company " + company.id());
        }
        if (companies.hasDeparted(company.ownerId())) {
            throw new NoSuchEmployerException(
                    poster.companyId() == null ? "employerId" : "companyId", "belongs to an account that was deleted");
        }
        return company;
    }

    /**
     * Goes on only while the job's employer has an account, which cannot go until the transaction ends. The company is held
     * before the job, as it is when an account goes, so that nobody waits for each other in a circle.
     *
     * @throws NoSuchEmployerException if the account was deleted
     */
    void requireAccountBehind(Job job) {
        Company company = companies.hold(job.companyId()).orElseThrow();
        if (companies.hasDeparted(company.ownerId())) {
            throw new NoSuchEmployerException("employerId", "belongs to an account that was deleted");
        }
    }

    private Company find(Poster poster) {
        UUID companyId = poster.companyId();
        if (companyId != null) {
            return companies
                    .hold(companyId)
                    .orElseThrow(() -> new NoSuchEmployerException("companyId", "is no company: " + companyId));
        }
        UUID employerId = Objects.requireNonNull(poster.employerId());
        return companies
                .holdOwnedBy(employerId)
                .orElseThrow(() -> new NoSuchEmployerException(
                        "employerId",
                        "has no company profile: " + employerId
                                + "; an employer gets one moments after registering, a job seeker gets none"));
    }
}
