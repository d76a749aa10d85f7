package jobplatform.jobservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever comes in, the answer is a problem detail or a success, never a failure of the service. */
class StrangeBodiesTest extends JobServiceTestBase {

    private static final long SEED = Long.getLong("jobplatform.seed", 20260301L);
    private static final int COUNT = Integer.getInteger("jobplatform.strangeBodies", 150);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void neverBreakAPosting() throws Exception {
        answerAll(
                "POST",
                "/api/jobs",
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
        answerAll(
                "PUT",
                "/api/jobs/" + openJob().id(),
                Map.of(
                        "version", "1",
                        "title", "\"Welder\"",
                        "description", "\"Welds\"",
                        "employmentType", "\"FULL_TIME\"",
                        "salary", "{\"minimum\":1,\"maximum\":2.5,\"currency\":\"EUR\"}"));
    }

    @Test
    void neverBreakAnApplication() throws Exception {
        answerAll(
                "POST",
                "/api/jobs/" + openJob().id() + "/applications",
                Map.of("applicantId", "\"" + UUID.randomUUID() + "\"", "coverLetter", "\"I weld.\""));
    }

    @Test
    void neverBreakACompany() throws Exception {
        UUID company = companiesOf(registeredEmployer()).get(0).id();

        answerAll(
                "PUT",
                "/api/companies/" + company,
                Map.of("version", "1", "name", "\"Acme\"", "website", "\"https://acme.example\""));
    }

    private void answerAll(String method, String path, Map<String, String> right) throws Exception {
        StrangeBodies bodies = new StrangeBodies(SEED, right);
        for (int i = 0; i < COUNT; i++) {
            byte[] body = bodies.next();
            HttpRequest request = HttpRequest.newBuilder(URI.create(address(path)))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(body))
                    .build();

            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

            String which = "seed " + SEED + ", body " + i + ": " + new String(body, UTF_8);
            assertThat(answer.statusCode()).as(which).isLessThan(500);
            if (answer.statusCode() >= 400) {
                assertThat(answer.headers().firstValue("Content-Type"))
                        .as(which)
                        .contains("application/problem+json");
                assertThat(answer.body()).as(which).contains("\"detail\":").doesNotContain("Exception", "jackson");
            }
        }
    }
}
