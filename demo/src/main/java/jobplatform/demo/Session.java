package jobplatform.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import jobplatform.demo.ServiceClient.Answer;
import org.jspecify.annotations.Nullable;

/** A user who signs in when something is to be done in their name, and again when that is over. */
final class Session {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(1);

    private final ServiceClient users;
    private final String username;
    private final String password;
    private final Clock clock;

    private @Nullable String token;
    private Instant goodUntil = Instant.MIN;

    Session(ServiceClient users, String username, String password, Clock clock) {
        this.users = users;
        this.username = username;
        this.password = password;
        this.clock = clock;
    }

    /** An access token that is good for a minute at least. */
    synchronized String token() {
        if (token == null || clock.instant().isAfter(goodUntil)) {
            Answer answer = users.post("/api/auth/token", Map.of("username", username, "password", password), null);
            if (answer.status() == 401) {
                throw new DemoFailure(
                        "The user " + username + " is there already, and with another password. Run with another"
                                + " --seed, which makes other names.");
            }
            if (!answer.isSuccess()) {
                throw users.refused("Signing in as " + username, answer);
            }
            token = answer.body().path("accessToken").asText();
            goodUntil = clock.instant()
                    .plusSeconds(answer.body().path("expiresIn").asLong())
                    .minus(BEFORE_EXPIRY);
        }
        return token;
    }

    /** The user's id, which the token says. */
    String userId() {
        String claims = token().split("\\.", -1)[1];
        try {
            JsonNode json = JSON.readTree(Base64.getUrlDecoder().decode(claims));
            return json.path("sub").asText();
        } catch (IOException noJson) {
            throw new UncheckedIOException("The access token of " + username + " is no JWT", noJson);
        }
    }
}
