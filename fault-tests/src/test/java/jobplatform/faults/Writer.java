package jobplatform.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Writes one thing at a time, to entities of its own. A write whose answer is missing does not count as acknowledged. */
abstract class Writer {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Platform platform;
    private final Random random;

    Writer(Platform platform, long seed) {
        this.platform = platform;
        this.random = new Random(seed);
    }

    /** Makes one write. */
    abstract void write() throws IOException, InterruptedException;

    Platform platform() {
        return platform;
    }

    History history() {
        return platform.history();
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int any(int bound) {
        return random.nextInt(bound);
    }

    /** The version in an answer, noted as acknowledged. */
    Version acknowledged(Flow flow, HttpResponse<String> answer, Instant begun) {
        return acknowledged(flow, version(answer), begun);
    }

    Version acknowledged(Flow flow, Version version, Instant begun) {
        history().acknowledged(flow, version, begun);
        return version;
    }

    static Version version(HttpResponse<String> answer) {
        return version(answer.body());
    }

    static Version version(String json) {
        JsonNode entity = readTree(json);
        return new Version(
                UUID.fromString(entity.get("id").asText()),
                entity.get("version").asLong());
    }

    private static JsonNode readTree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(json, malformed);
        }
    }

    HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    HttpResponse<String> delete(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).DELETE());
    }

    HttpResponse<String> send(String method, URI uri, Map<String, ?> fields) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(fields))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                request.timeout(LONGEST_ANSWER)
                        .header("Authorization", platform.authorization())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
