package jobplatform.jobservice;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.openapi.ApiFuzz;
import dev.avenant.testing.openapi.FuzzScene;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked by whomever, the answer is one that the document describes, and tells nothing of somebody else's. */
@Tag("broker")
class FuzzTest extends JobServiceTestBase {

    private static final String ADMINISTRATOR = "an administrator";
    private static final String OWNER = "the employer";

    @Test
    void answersWhateverIsAskedAsIsDescribed() {
        UUID owner = registeredEmployer();
        UUID other = registeredEmployer();
        CompanySeen company = companiesOf(owner).get(0);
        CompanySeen otherCompany = companiesOf(other).get(0);
        JobSeen open = postJob(owner, Map.of());
        JobSeen draft = postJob(owner, Map.of("draft", true, "description", "draft of the employer"));
        JobSeen othersOpen = postJob(other, Map.of());
        JobSeen othersDraft = postJob(other, Map.of("draft", true, "description", "draft of another"));
        UUID applicant = UUID.randomUUID();
        UUID application = apply(othersOpen, applicant, 1);

        FuzzScene scene = new FuzzScene()
                .caller(OWNER, tokens.of(owner, "EMPLOYER"))
                .caller("an employer without a company", tokens.of(UUID.randomUUID(), "EMPLOYER"))
                .caller("a job seeker", tokens.of(applicant, "JOB_SEEKER"))
                .powerfulCaller(ADMINISTRATOR, tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR))
                .value("employerId", owner)
                .value("ownerId", owner)
                .value("companyId", company.id())
                .othersValue("employerId", other)
                .othersValue("ownerId", other)
                .othersValue("companyId", otherCompany.id())
                .value("currency", "EUR")
                .value("website", "https://acme.example")
                .secret("draft of another", ADMINISTRATOR)
                .secret(otherCompany.contactEmail(), ADMINISTRATOR)
                .secret(application.toString(), ADMINISTRATOR);
        for (Object id : new Object[] {company.id(), open.id(), draft.id()}) {
            scene.value("id", id).value("jobId", id);
        }
        for (Object id : new Object[] {otherCompany.id(), othersOpen.id(), othersDraft.id()}) {
            scene.othersValue("id", id).othersValue("jobId", id);
        }

        for (int i = 0; i < 10; i++) {
            scene.removable("id", postJob(owner, Map.of()).id());
        }

        new ApiFuzz(URI.create(address("/")), scene).run();
    }
}
