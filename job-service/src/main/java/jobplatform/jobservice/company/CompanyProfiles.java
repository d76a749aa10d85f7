package jobplatform.jobservice.company;

import dev.avenant.service.OutdatedVersionException;
import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import dev.avenant.service.access.Caller;
import dev.avenant.service.access.ForbiddenException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps one company profile for each employer: made when the employer registers, changed by its owner, its contact
 * following the employer's account.
 */
@Service
@Transactional
public class CompanyProfiles {

    private final Companies companies;
    private final HeldCompanies held;
    private final CompanyContacts contacts;
    private final Clock clock;

    CompanyProfiles(Companies companies, HeldCompanies held, CompanyContacts contacts, Clock clock) {
        this.companies = companies;
        this.held = held;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Makes the employer's company when there is none, and otherwise brings its contact up to date, and its name if nobody gave it one. */
    public void follow(Employer employer) {
        contacts.follow(employer, clock.instant());
    }

    /** Forgets what the company told of itself and whom to ask, since its owner is gone; who is gone gets no company any more. */
    public void forget(UUID userId) {
        contacts.forget(userId, clock.instant());
    }

    /** Whether that user's account was deleted. */
    @Transactional(readOnly = true)
    public boolean hasDeparted(UUID userId) {
        return contacts.hasDeparted(userId);
    }

    /**
     * Changes how a company presents itself.
     *
     * @param expectedVersion the version that the change was made to; null to change whatever is there
     * @throws CompanyNotFoundException if there is no such company
     * @throws ForbiddenException if it is another employer's, or the caller's account was deleted
     * @throws OutdatedVersionException if the company is at another version
     */
    public Company present(UUID id, Caller caller, @Nullable Long expectedVersion, Presentation presentation) {
        Company company = companies.findWithLockById(id).orElseThrow(() -> new CompanyNotFoundException(id));
        if (!caller.mayActFor(company.ownerId())) {
            throw new ForbiddenException("The company " + id + " is another employer's");
        }
        if (!caller.isAdministrator() && contacts.hasDeparted(company.ownerId())) {
            throw new ForbiddenException("The company " + id + " belongs to an account that was deleted");
        }
        if (expectedVersion != null && expectedVersion != company.version()) {
            throw new OutdatedVersionException("company", expectedVersion, company.version());
        }
        return company.presentation().equals(presentation)
                ? company
                : companies.save(company.presentedAs(presentation, clock.instant()));
    }

    /**
     * The company.
     *
     * @throws CompanyNotFoundException if there is no such company
     */
    @Transactional(readOnly = true)
    public Company get(UUID id) {
        return companies.findById(id).orElseThrow(() -> new CompanyNotFoundException(id));
    }

    /** The company with that id, if there is one; nobody else changes it until the transaction ends. */
    public Optional<Company> hold(UUID id) {
        return held.withId(id);
    }

    /** The company of that employer, if there is one yet; nobody else changes it until the transaction ends. */
    public Optional<Company> holdOwnedBy(UUID ownerId) {
        return held.ownedBy(ownerId);
    }

    /** A page of the companies, of that owner alone when one is given, the oldest first. */
    @Transactional(readOnly = true)
    public PageOf<Company> list(@Nullable UUID ownerId, PageQuery query) {
        if (ownerId == null) {
            return PageOf.of(query, companies.page(query.limit(), query.offset()), companies.count());
        }
        List<Company> owned = companies.findByOwnerId(ownerId).stream().toList();
        return PageOf.of(query, query.number() == 0 ? owned : List.of(), owned.size());
    }
}
