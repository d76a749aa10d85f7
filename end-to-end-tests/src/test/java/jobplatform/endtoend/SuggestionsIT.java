package jobplatform.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jobplatform.endtoend.PlatformClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A job seeker asks user-service for suggestions, job-service is given a job, and the mail server gets one. */
@ResourceLock("platform")
@Tag("process")
class SuggestionsIT {

    @RegisterExtension
    static final RunningPlatform PLATFORM = new RunningPlatform();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "correct horse";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformClient client = PLATFORM.client();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String skill = "skill-" + UUID.randomUUID();

    @Test
    void aJobSeekerIsToldOfANewJobThatSuitsUntilTheLinkInTheMailEndsIt() throws Exception {
        Answer employer = register("employer", "EMPLOYER");
        Answer seeker = register("suited", "JOB_SEEKER");
        String address = seeker.body().get("email").asText();
        await().atMost(SOON)
                .until(() -> client.companiesOf(employer.id()).get("total").asInt() == 1);
        send(
                "PATCH",
                "user-service",
                "/api/users/" + seeker.id(),
                seeker,
                Map.of("skills", List.of(skill), "jobSuggestions", true));
        await().atMost(SOON).until(() -> client.mailsTo(address).size() == 1);

        // Topics have no order among each other, so the first job may come before the seeker is known to want any.
        await().atMost(SOON).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            post(employer);
            assertThat(client.mailsTo(address)).hasSizeGreaterThan(1);
        });

        String suggestion = client.mailsTo(address).get(1);
        assertThat(suggestion)
                .contains("Subject: A job for you: Engineer", "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        String header =
                suggestion.substring(suggestion.indexOf("List-Unsubscribe: <") + "List-Unsubscribe: <".length());
        URI link = URI.create(header.substring(0, header.indexOf('>')));
        HttpResponse<String> ended = http.send(
                HttpRequest.newBuilder(link)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(ended.statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> !wantsSuggestions(seeker));
        int before = client.mailsTo(address).size();
        Answer witness = register("witness", "JOB_SEEKER");
        String witnessAddress = witness.body().get("email").asText();
        send(
                "PATCH",
                "user-service",
                "/api/users/" + witness.id(),
                witness,
                Map.of("skills", List.of(skill), "jobSuggestions", true));
        await().atMost(SOON).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            post(employer);
            assertThat(client.mailsTo(witnessAddress)).hasSizeGreaterThan(1);
        });
        assertThat(client.mailsTo(address)).hasSize(before);

        send("PATCH", "user-service", "/api/users/" + seeker.id(), seeker, Map.of("jobSuggestions", true));
        await().atMost(SOON).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            post(employer);
            assertThat(client.mailsTo(address)).hasSizeGreaterThan(before);
        });
    }

    private boolean wantsSuggestions(Answer user) {
        return client.signedIn(user)
                .get("user-service", "/api/users/" + user.id())
                .body()
                .get("jobSuggestions")
                .asBoolean();
    }

    private Answer register(String stem, String type) {
        String name = stem + "-" + UUID.randomUUID().toString().substring(0, 8);
        return client.post(
                "user-service",
                "/api/users",
                Map.of("username", name, "email", name + "@example.com", "password", PASSWORD, "userType", type));
    }

    private void post(Answer employer) throws IOException, InterruptedException {
        send(
                "POST",
                "job-service",
                "/api/jobs",
                employer,
                Map.of(
                        "employerId",
                        employer.id().toString(),
                        "title",
                        "Engineer",
                        "description",
                        "Keeps contracts",
                        "employmentType",
                        "FULL_TIME",
                        "skills",
                        List.of(skill)));
    }

    /** Asks in the name of a user. */
    private void send(String method, String service, String path, Answer user, Map<String, ?> body)
            throws IOException, InterruptedException {
        Answer tokens = client.post(
                "user-service",
                "/api/auth/token",
                Map.of("username", user.body().get("username").asText(), "password", PASSWORD));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(PLATFORM.stack().url(service) + path))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Bearer " + tokens.body().get("accessToken").asText())
                        .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }
}
