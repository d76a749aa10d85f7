package jobplatform.application;

import jobplatform.job.events.JobCreated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** How often one address may apply. */
@Tag("broker")
@TestPropertySource(properties = "jobplatform.applications.per-minute=2")
class ApplicationLimitTest extends ApplicationServiceTestBase {

    @Test
    void takesSoManyApplicationsFromOneAddressAMinute() {
        JobCreated job = openJob();
        taken(job.getJobId(), seeker());
        taken(job.getJobId(), seeker());

        var third = apply(job.getJobId(), seeker());

        third.expectHeader().valueEquals("Retry-After", "60");
        assertRefused(third, 429, "There were too many applications from this address; try again in a minute");
    }
}
