package jobplatform.user;

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
class StrangeBodiesTest extends UserServiceTestBase {

    private static final long SEED = Long.getLong("jobplatform.seed", 20260301L);
    private static final int COUNT = Integer.getInteger("jobplatform.strangeBodies", 150);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void neverBreakARegistration() throws Exception {
        answerAll(
                "POST",
                "/api/users",
                Map.of(
                        "username", "\"strange\"",
                        "email", "\"strange@example.com\"",
                        "password", "\"correct horse\"",
                        "userType", "\"EMPLOYER\"",
                        "fullName", "\"A Stranger\"",
                        "companyName", "\"Strangers Ltd\""));
    }

    @Test
    void neverBreakAChange() throws Exception {
        UUID id = registerEmployer(newName("strange"));

        answerAll("PATCH", "/api/users/" + id, Map.of("fullName", "\"A Stranger\"", "version", "1"));
    }

    @Test
    void neverBreakAReplacement() throws Exception {
        UUID id = registerEmployer(newName("strange"));

        answerAll(
                "PUT",
                "/api/users/" + id,
                Map.of("username", "\"stranger\"", "email", "\"stranger@example.com\"", "version", "1"));
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
