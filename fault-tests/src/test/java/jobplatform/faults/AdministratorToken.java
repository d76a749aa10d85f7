package jobplatform.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.stack.LocalStack;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access token of the administrator, who may write everything. It is taken anew in good time; while user-service does not
 * answer the one that is there is used on, as long as it is good.
 */
final class AdministratorToken {

    private static final String SECRET = "administrator-password";
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(4);
    private static final Duration RETRIED_AFTER = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStack stack;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable String token;
    private Instant renewedAt = Instant.MIN;

    AdministratorToken(LocalStack stack) {
        this.stack = stack;
    }

    /** The value of the header {@code Authorization}. */
    synchronized String header() throws InterruptedException {
        if (Instant.now().isAfter(renewedAt)) {
            try {
                token = signIn();
                renewedAt = Instant.now().plus(RENEWED_AFTER);
            } catch (IOException away) {
                renewedAt = Instant.now().plus(RETRIED_AFTER);
            }
        }
        return "Bearer " + token;
    }

    private String signIn() throws IOException, InterruptedException {
        Map<String, String> body = Map.of("username", "administrator", "password", stack.secret(SECRET));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(stack.url("user-service").resolve("/api/auth/token"))
                        .timeout(LONGEST_ANSWER)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("The administrator could not sign in: " + answer.statusCode());
        }
        return JSON.readTree(answer.body()).get("accessToken").asText();
    }
}
