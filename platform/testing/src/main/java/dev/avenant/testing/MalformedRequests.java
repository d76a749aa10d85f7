package dev.avenant.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends {@link MalformedBodies} to an address and holds each answer to the same promise: a problem detail or a success,
 * never a failure of the service, and never a word of its inside.
 *
 * <p>{@code -Davenant.test.seed} chooses other bodies, {@code -Davenant.test.malformedBodies} their number.
 */
public final class MalformedRequests {

    private static final long SEED = Long.getLong("avenant.test.seed", 20260301L);
    private static final int COUNT = Integer.getInteger("avenant.test.malformedBodies", 150);

    private final HttpClient client = HttpClient.newHttpClient();
    private final @Nullable String accessToken;

    /** Sent by nobody. */
    public MalformedRequests() {
        this.accessToken = null;
    }

    /** @param accessToken of somebody who may ask all that is asked */
    public MalformedRequests(String accessToken) {
        this.accessToken = accessToken;
    }

    /**
     * Sends the bodies one after the other, and fails at the first answer that breaks the promise.
     *
     * @param right the JSON of each field of a body that is right
     */
    public void answerAll(String method, String address, Map<String, String> right)
            throws IOException, InterruptedException {
        MalformedBodies bodies = new MalformedBodies(SEED, right);
        for (int i = 0; i < COUNT; i++) {
            byte[] body = bodies.next();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(body));
            if (accessToken != null) {
                request.header("Authorization", "Bearer " + accessToken);
            }

            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());

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
