package jobplatform.application;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.openapi.ApiFuzz;
import dev.avenant.testing.openapi.FuzzScene;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import jobplatform.job.events.JobCreated;
import jobplatform.types.JobStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked by whomever, the answer is one that the document describes, and tells nothing of somebody else's. */
@Tag("broker")
class FuzzTest extends ApplicationServiceTestBase {

    private static final String ADMINISTRATOR = "an administrator";
    private static final String SECRET_LETTER = "letter of another to another";

    @Test
    void answersWhateverIsAskedAsIsDescribed() {
        UUID seeker = seeker();
        UUID otherSeeker = seeker();
        JobCreated job = openJob();
        JobCreated otherJob = openJob();
        JobCreated draft = PlatformEvents.posted(UUID.randomUUID(), JobStatus.DRAFT);
        publish(draft);
        UUID own = taken(job.getJobId(), seeker).id();
        UUID others = ApplicationServiceTestBase.seen(
                        post(
                                "/api/jobs/" + otherJob.getJobId() + "/applications",
                                Map.of("applicantId", otherSeeker, "coverLetter", SECRET_LETTER)),
                        201)
                .id();

        FuzzScene scene = new FuzzScene()
                .caller("the applicant", tokens.of(seeker, "JOB_SEEKER"))
                .caller("a job seeker whom nobody knows", tokens.of(UUID.randomUUID(), "JOB_SEEKER"))
                .caller("the employer", tokens.of(job.getEmployerId(), "EMPLOYER"))
                .caller("another employer", tokens.of(UUID.randomUUID(), "EMPLOYER"))
                .powerfulCaller(ADMINISTRATOR, tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR))
                .value("applicantId", seeker)
                .othersValue("applicantId", otherSeeker)
                .value("jobId", job.getJobId())
                .value("jobId", openJob().getJobId())
                .othersValue("jobId", otherJob.getJobId())
                .othersValue("jobId", draft.getJobId())
                .value("id", own)
                .othersValue("id", others)
                .secret(SECRET_LETTER, ADMINISTRATOR);

        new ApiFuzz(URI.create(address("/")), scene).run();
    }
}
