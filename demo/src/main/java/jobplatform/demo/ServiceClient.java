package jobplatform.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks one service, in JSON. Who is told to come later waits for as long as the service says; a service that does not answer at
 * all is a {@link DemoFailure}.
 */
final class ServiceClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_WAITS = 20;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http;
    private final String name;
    private final URI address;

    ServiceClient(HttpClient http, String name, URI address) {
        this.http = http;
        this.name = name;
        this.address = address;
    }

    /** What a service answers. */
    record Answer(int status, JsonNode body) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        String id() {
            return body.path("id").asText();
        }

        String detail() {
            return body.path("detail").asText();
        }
    }

    Answer get(String path, @Nullable String token) {
        return send(request(path, token).GET().build());
    }

    Answer post(String path, Map<String, ?> body, @Nullable String token) {
        return send("POST", path, body, token);
    }

    Answer put(String path, Map<String, ?> body, String token) {
        return send("PUT", path, body, token);
    }

    Answer patch(String path, Map<String, ?> body, String token) {
        return send("PATCH", path, body, token);
    }

    /** Where that is said to be, for people. */
    URI address() {
        return address;
    }

    /** What to say of an answer that was not expected. */
    DemoFailure refused(String what, Answer answer) {
        return new DemoFailure(what + " failed: " + name + " at " + address + " answered " + answer.status() + ", "
                + (answer.detail().isEmpty() ? "without a reason" : answer.detail()) + ".");
    }

    private Answer send(String method, String path, Map<String, ?> body, @Nullable String token) {
        try {
            return send(request(path, token)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build());
        } catch (IOException impossible) {
            throw new UncheckedIOException("Not JSON: " + body, impossible);
        }
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        for (int waits = 0; ; waits++) {
            HttpResponse<String> response = ask(request);
            boolean isLater = response.statusCode() == TOO_MANY_REQUESTS || response.statusCode() == UNAVAILABLE;
            if (!isLater || waits == MOST_WAITS) {
                return new Answer(response.statusCode(), json(response.body()));
            }
            Waiting.seconds(response.headers().firstValueAsLong("Retry-After").orElse(1));
        }
    }

    private HttpResponse<String> ask(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new DemoFailure("There is no answer from " + name + " at " + address
                    + ". Start the stack with ./avenant up, or say with --" + name + " where it is.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("Interrupted.");
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException noJson) {
            return JSON.createObjectNode();
        }
    }
}
