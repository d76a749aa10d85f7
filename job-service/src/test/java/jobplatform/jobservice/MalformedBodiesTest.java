package jobplatform.jobservice;

import dev.avenant.service.access.Caller;
import dev.avenant.testing.MalformedRequests;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the answer is a problem detail or a success, never a failure of the service. */
@Tag("broker")
class MalformedBodiesTest extends JobServiceTestBase {

    private MalformedRequests requests;

    @BeforeEach
    void actAsAnAdministrator() {
        requests = new MalformedRequests(tokens.of(UUID.randomUUID(), Caller.ADMINISTRATOR));
    }

    @Test
    void neverBreakAPosting() throws Exception {
        requests.answerAll(
                "POST",
                address("/api/jobs"),
                Map.of(
                        "employerId", "\"" + registeredEmployer() + "\"",
                        "title", "\"Welder\"",
                        "description", "\"Welds\"",
                        "employmentType", "\"FULL_TIME\"",
                        "location", "\"Kiel\"",
                        "salary", "{\"minimum\":1,\"maximum\":2.5,\"currency\":\"EUR\"}",
                        "skills", "[\"TIG\"]",
                        "remote", "true"));
    }

    @Test
    void neverBreakARevision() throws Exception {
        requests.answerAll(
                "PUT",
                address("/api/jobs/" + openJob().id()),
                Map.of(
                        "version", "1",
                        "title", "\"Welder\"",
                        "description", "\"Welds\"",
                        "employmentType", "\"FULL_TIME\"",
                        "salary", "{\"minimum\":1,\"maximum\":2.5,\"currency\":\"EUR\"}"));
    }

    @Test
    void neverBreakACompany() throws Exception {
        UUID company = companiesOf(registeredEmployer()).get(0).id();

        requests.answerAll(
                "PUT",
                address("/api/companies/" + company),
                Map.of("version", "1", "name", "\"Acme\"", "website", "\"https://acme.example\""));
    }
}
