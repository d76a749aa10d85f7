package dev.avenant.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The services whose listeners a command pauses, by the endpoint that Avenant's messaging starter has for it. Kafka itself
 * has no way to pause a group from outside.
 */
final class ServiceControl {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final String ENDPOINT = "/actuator/subscriptions";

    @Option(
            names = "--service",
            paramLabel = "URL",
            required = true,
            description = "The service, such as http://localhost:8082; repeatable, each instance is asked for itself.")
    private List<String> services = List.of();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The subscription to this topic alone; repeatable (default: all that the service has).")
    private List<String> topics = List.of();

    @Option(
            names = "--http-headers",
            paramLabel = "FILE",
            description = "A properties file with headers of the requests, such as Authorization.")
    private @Nullable Path headers;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long a service may take for an answer (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 5;

    /** Pauses or resumes what is asked for, and says what each service answers. */
    void setPaused(boolean paused, Terminal terminal) {
        if (timeoutSeconds < 1) {
            throw CommandFailure.usage("Expected a --timeout of at least 1 second but found " + timeoutSeconds + ".");
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(timeoutSeconds))
                .build();
        Properties given = headers();
        for (String service : services) {
            URI endpoint = endpoint(service);
            for (String topic : chosen(all(client, endpoint, given), endpoint)) {
                String body = JsonNodeFactory.instance
                        .objectNode()
                        .put("paused", paused)
                        .toString();
                JsonNode answer = send(
                        client,
                        request(URI.create(endpoint + "/" + topic), given)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build());
                terminal.out()
                        .println(service + ": " + topic + " is "
                                + Printable.of(answer.path("state").asText("unknown")));
            }
        }
    }

    private List<String> chosen(List<String> all, URI endpoint) {
        for (String topic : topics) {
            if (!all.contains(topic)) {
                throw CommandFailure.usage("Expected a --topic that the service at " + endpoint + " listens to ("
                        + String.join(", ", all) + ") but found " + topic + ".");
            }
        }
        return topics.isEmpty() ? all : topics;
    }

    /** Whatever answers there, nothing but names of topics goes into an address. */
    private List<String> all(HttpClient client, URI endpoint, Properties given) {
        JsonNode subscriptions =
                send(client, request(endpoint, given).GET().build()).path("subscriptions");
        List<String> found = new ArrayList<>();
        subscriptions.fieldNames().forEachRemaining(name -> {
            if (TOPIC.matcher(name).matches()) {
                found.add(name);
            }
        });
        if (found.isEmpty()) {
            throw CommandFailure.couldNotRun("The service at " + endpoint + " says that it listens to nothing.");
        }
        return found;
    }

    private HttpRequest.Builder request(URI endpoint, Properties given) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(timeoutSeconds))
                .header("Accept", "application/json");
        try {
            given.stringPropertyNames().forEach(name -> request.header(name, given.getProperty(name)));
        } catch (IllegalArgumentException notAHeader) {
            throw CommandFailure.usage("In " + headers + ": " + notAHeader.getMessage() + ".");
        }
        return request;
    }

    private static JsonNode send(HttpClient client, HttpRequest request) {
        String where = "The service at " + request.uri();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> JSON.readTree(response.body());
                case 401, 403 ->
                    throw CommandFailure.couldNotRun(where + " refused the credentials (" + response.statusCode()
                            + "). Give an Authorization header with --http-headers.");
                case 404 ->
                    throw CommandFailure.couldNotRun(where + " has no such endpoint. Expose subscriptions in"
                            + " management.endpoints.web.exposure.include, and secure it.");
                default ->
                    throw CommandFailure.couldNotRun(where + " answered " + response.statusCode() + ": "
                            + Printable.line(reason(response.body())) + ".");
            };
        } catch (JsonProcessingException notJson) {
            throw CommandFailure.couldNotRun(where + " answered no JSON. Is it a service with Avenant's starter?");
        } catch (IOException away) {
            throw CommandFailure.couldNotRun(where + " did not answer: "
                    + (away.getMessage() == null ? away.getClass().getSimpleName() : away.getMessage())
                    + ". Check that it runs and can be reached from here.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.couldNotRun("Interrupted.");
        }
    }

    private static String reason(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.path("detail").asText(json.path("reason").asText(body));
        } catch (JsonProcessingException text) {
            return body;
        }
    }

    private static URI endpoint(String service) {
        try {
            URI base = URI.create(service.endsWith("/") ? service.substring(0, service.length() - 1) : service);
            if (base.getScheme() != null && base.getScheme().startsWith("http") && base.getHost() != null) {
                return URI.create(base + ENDPOINT);
            }
        } catch (IllegalArgumentException noUrl) {
            // said below
        }
        throw CommandFailure.usage("Expected a --service like http://localhost:8082 but found " + service + ".");
    }

    private Properties headers() {
        Properties found = new Properties();
        if (headers == null) {
            return found;
        }
        try (Reader reader = Files.newBufferedReader(headers, StandardCharsets.UTF_8)) {
            found.load(reader);
            return found;
        } catch (NoSuchFileException absent) {
            throw CommandFailure.usage("There is no file " + headers + ". Name one with --http-headers.");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CommandFailure.usage("Could not read " + headers + ": " + unreadable.getMessage() + ".");
        }
    }
}
