package jobplatform.analytics;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.openapi.ApiFuzz;
import dev.avenant.testing.openapi.FuzzScene;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import jobplatform.application.events.JobApplicationReceived;
import jobplatform.job.events.JobCreated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked by whomever, the answer is one that the document describes, and tells nothing of somebody else's. */
@Tag("broker")
class FuzzTest extends AnalyticsServiceTestBase {

    private static final String ADMINISTRATOR = "an administrator";
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void answersWhateverIsAskedAsIsDescribed() {
        await200("/actuator/health", Map.of()); // which it is not while the stream begins
        JobCreated job = openJob(UUID.randomUUID(), "Kiel", AT);
        JobCreated others = openJob(UUID.randomUUID(), "Berlin", AT);
        JobApplicationReceived application = application(others, AT);
        for (JobCreated posted : new JobCreated[] {job, others}) {
            await200("/api/analytics/employers/" + posted.getEmployerId(), Map.of());
        }
        await200("/api/audit/application/" + application.getApplicationId(), Map.of());

        FuzzScene scene = new FuzzScene()
                .caller("the employer", tokens.of(job.getEmployerId(), "EMPLOYER"))
                .caller("a job seeker", tokens.of(UUID.randomUUID(), "JOB_SEEKER"))
                .caller(ADMINISTRATOR, tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR))
                .value("type", "job")
                .value("type", "user")
                .value("type", "application")
                .value("id", job.getJobId())
                .value("id", job.getEmployerId())
                .value("id", application.getApplicationId())
                .othersValue("id", others.getEmployerId())
                .value("place", "Kiel")
                .value("skill", "Java")
                .secret(application.getApplicantId().toString(), ADMINISTRATOR);

        new ApiFuzz(URI.create(address("/")), scene).run();
    }
}
