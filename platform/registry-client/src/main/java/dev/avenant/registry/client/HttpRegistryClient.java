package dev.avenant.registry.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.registry.client.api.CompatibilityLevel;
import dev.avenant.registry.client.api.RegisteredSchema;
import dev.avenant.registry.client.api.SchemaReference;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry over HTTP. One exchange a call, no retry: whoever calls knows whether waiting is wise. */
public final class HttpRegistryClient implements RegistryClient {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final URI url;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * @param url the registry's root, with or without a trailing slash
     * @param timeout how long to wait for a connection and for an answer
     */
    public HttpRegistryClient(URI url, Duration timeout) {
        this.url = URI.create(url.toString().replaceAll("/+$", ""));
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public Optional<RegisteredSchema> byId(int id) {
        return find("/schemas/ids/" + id, new TypeReference<RegisteredSchema>() {})
                .map(found -> new RegisteredSchema(
                        found.subject(),
                        found.version(),
                        id,
                        found.guid(),
                        found.schemaType(),
                        found.references(),
                        found.schema()));
    }

    @Override
    public Optional<RegisteredSchema> byGuid(String guid) {
        return find("/schemas/guids/" + segment(guid), new TypeReference<RegisteredSchema>() {});
    }

    @Override
    public RegisteredSchema register(String subject, SchemaDefinition schema, boolean normalize) {
        return require(
                request("/subjects/" + segment(subject) + "/versions?normalize=" + normalize)
                        .POST(body(new SchemaBody(schema))),
                new TypeReference<>() {});
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, SchemaDefinition schema, boolean normalize) {
        return find(
                request("/subjects/" + segment(subject) + "?normalize=" + normalize)
                        .POST(body(new SchemaBody(schema))),
                new TypeReference<RegisteredSchema>() {});
    }

    @Override
    public List<String> subjects() {
        return require(request("/subjects"), new TypeReference<>() {});
    }

    @Override
    public List<Integer> versions(String subject) {
        return find("/subjects/" + segment(subject) + "/versions", new TypeReference<List<Integer>>() {})
                .orElse(List.of());
    }

    @Override
    public Optional<RegisteredSchema> version(String subject, int version) {
        return find("/subjects/" + segment(subject) + "/versions/" + version, new TypeReference<RegisteredSchema>() {});
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return find("/subjects/" + segment(subject) + "/versions/latest", new TypeReference<RegisteredSchema>() {});
    }

    @Override
    public CompatibilityAnswer testCompatibility(String subject, SchemaDefinition schema) {
        return find(
                        request("/compatibility/subjects/" + segment(subject) + "/versions?verbose=true")
                                .POST(body(new SchemaBody(schema))),
                        new TypeReference<CompatibilityBody>() {})
                .map(answer -> new CompatibilityAnswer(
                        answer.compatible(), answer.messages() == null ? List.of() : answer.messages()))
                .orElse(new CompatibilityAnswer(true, List.of()));
    }

    @Override
    public CompatibilityLevel globalLevel() {
        return levelOf(require(request("/config"), new TypeReference<ConfigBody>() {}), "/config");
    }

    @Override
    public Optional<CompatibilityLevel> level(String subject) {
        String path = "/config/" + segment(subject);
        return find(path, new TypeReference<ConfigBody>() {}).map(config -> levelOf(config, path));
    }

    @Override
    public void setLevel(String subject, CompatibilityLevel level) {
        require(
                request("/config/" + segment(subject)).PUT(body(new LevelBody(level.name()))),
                new TypeReference<LevelBody>() {});
    }

    @Override
    public List<Integer> deleteSubject(String subject, boolean permanent) {
        return find(
                        request("/subjects/" + segment(subject) + (permanent ? "?permanent=true" : ""))
                                .DELETE(),
                        new TypeReference<List<Integer>>() {})
                .orElse(List.of());
    }

    private CompatibilityLevel levelOf(ConfigBody config, String path) {
        String name = config.compatibilityLevel() == null ? "" : config.compatibilityLevel();
        return CompatibilityLevel.named(name)
                .orElseThrow(() -> notARegistry(path, 200, "'" + name + "' is no compatibility level", null));
    }

    private <T> Optional<T> find(String path, TypeReference<T> type) {
        return find(request(path), type);
    }

    private <T> Optional<T> find(HttpRequest.Builder builder, TypeReference<T> type) {
        HttpRequest request = builder.build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() == NOT_FOUND && errorOf(response).code() > NOT_FOUND) {
            return Optional.empty();
        }
        return Optional.of(read(request, response, type));
    }

    private <T> T require(HttpRequest.Builder builder, TypeReference<T> type) {
        HttpRequest request = builder.build();
        return read(request, send(request), type);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            String reason = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
            throw new RegistryException(
                    RegistryException.Kind.UNREACHABLE,
                    0,
                    0,
                    "The schema registry at " + url + " did not answer " + describe(request) + ": " + reason,
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    RegistryException.Kind.UNREACHABLE, 0, 0, "Interrupted during " + describe(request), interrupted);
        }
    }

    private <T> T read(HttpRequest request, HttpResponse<String> response, TypeReference<T> type) {
        int status = response.statusCode();
        if (status != 200) {
            ErrorBody error = errorOf(response);
            throw new RegistryException(
                    kindOf(status),
                    status,
                    error.code(),
                    "The schema registry at " + url + " answered " + describe(request) + " with " + status + ": "
                            + error.text(),
                    null);
        }
        try {
            return JSON.readValue(response.body(), type);
        } catch (JsonProcessingException unreadable) {
            throw notARegistry(describe(request), status, unreadable.getOriginalMessage(), unreadable);
        }
    }

    private static RegistryException.Kind kindOf(int status) {
        return switch (status) {
            case 401, 403 -> RegistryException.Kind.REFUSED;
            case 408 -> RegistryException.Kind.UNAVAILABLE;
            case 429 -> RegistryException.Kind.THROTTLED;
            default -> status >= 500 ? RegistryException.Kind.UNAVAILABLE : RegistryException.Kind.REJECTED;
        };
    }

    private RegistryException notARegistry(String what, int status, String reason, @Nullable Throwable cause) {
        return new RegistryException(
                RegistryException.Kind.NOT_A_REGISTRY,
                status,
                0,
                "What answers at " + url + " is no schema registry (" + what + ": " + reason
                        + "). Check the registry's URL",
                cause);
    }

    private static ErrorBody errorOf(HttpResponse<String> response) {
        try {
            return JSON.readValue(response.body(), ErrorBody.class);
        } catch (JsonProcessingException noError) {
            return new ErrorBody(0, response.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(timeout)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .header("Content-Type", MEDIA_TYPE);
    }

    private String describe(HttpRequest request) {
        return request.method() + " "
                + request.uri().toString().substring(url.toString().length());
    }

    private static HttpRequest.BodyPublisher body(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A request body of this client is always JSON", impossible);
        }
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record SchemaBody(String schema, List<SchemaReference> references) {
        SchemaBody(SchemaDefinition definition) {
            this(definition.schema(), definition.references());
        }
    }

    private record LevelBody(String compatibility) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ConfigBody(@Nullable String compatibilityLevel) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record CompatibilityBody(
            @JsonProperty("is_compatible") boolean compatible,
            @Nullable List<String> messages) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record ErrorBody(
            @JsonProperty("error_code") int code, @Nullable String message) {
        String text() {
            return message == null ? "no message" : message;
        }
    }
}
