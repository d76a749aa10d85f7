package dev.avenant.operations.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.avenant.operations.services.ServiceFailedException.Kind;
import dev.avenant.registry.client.WholeResponse;
import dev.avenant.text.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A process of a service, asked at the actuator endpoint {@code subscriptions} of Avenant's messaging starter. Kafka itself has
 * no way to pause a group from outside. Throws {@link ServiceFailedException}; nobody retries.
 *
 * @param url where the service is, without the path of the endpoint
 * @param headers of each request, such as {@code Authorization}
 * @param timeout how long one whole answer may take
 */
public record ServiceInstance(URI url, Map<String, String> headers, Duration timeout) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    /** What tells more is something else than the endpoint. */
    private static final long MOST_BYTES = 1 << 20;

    private static final String ENDPOINT = "/actuator/subscriptions";

    public ServiceInstance {
        headers = Map.copyOf(headers);
    }

    /** Where a service is, as somebody wrote it; empty when it is no address of one. */
    public static Optional<URI> url(String text) {
        try {
            URI url = new URI(text.strip().replaceFirst("/+$", ""));
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean isPlain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            return isHttp && isPlain && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /**
     * Whether there can be such headers.
     *
     * @throws IllegalArgumentException if there cannot; the message says why, without the value
     */
    public static void checkHeaders(Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        headers.forEach((name, value) -> {
            try {
                request.header(name, value);
            } catch (IllegalArgumentException notAHeader) {
                throw new IllegalArgumentException(
                        "no header can be called " + Printable.of(name) + " or have its value");
            }
        });
    }

    /** Where the endpoint is. */
    public URI endpoint() {
        return URI.create(url + ENDPOINT);
    }

    /** What the process reads. */
    public Subscriptions subscriptions(HttpClient http) {
        JsonNode answer = send(http, request(endpoint()).GET().build());
        SortedMap<String, Subscription> found = new TreeMap<>();
        // Whatever answers there, nothing but names of topics goes into an address.
        answer.path("subscriptions").properties().forEach(entry -> {
            if (TOPIC.matcher(entry.getKey()).matches()) {
                found.put(entry.getKey(), Subscription.of(entry.getValue()));
            }
        });
        return new Subscriptions(answer.path("group").asText(), found, partitions(answer.get("partitions")));
    }

    /**
     * Pauses a subscription, or lets it go on.
     *
     * @param topic one of those that the process says that it reads
     * @return what it does now
     */
    public Subscription setPaused(HttpClient http, String topic, boolean isPaused) {
        String body =
                JsonNodeFactory.instance.objectNode().put("paused", isPaused).toString();
        return Subscription.of(send(
                http,
                request(URI.create(endpoint() + "/" + topic))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build()));
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(timeout).header("Accept", "application/json");
        headers.forEach(request::header);
        return request;
    }

    private JsonNode send(HttpClient http, HttpRequest request) {
        URI address = request.uri();
        try {
            WholeResponse response = WholeResponse.send(http, request, MOST_BYTES);
            return switch (response.statusCode()) {
                case 200 -> JSON.readTree(response.body());
                case 401, 403 ->
                    throw new ServiceFailedException(address, Kind.REFUSED, String.valueOf(response.statusCode()));
                case 404 -> throw new ServiceFailedException(address, Kind.NO_ENDPOINT, "404");
                default ->
                    throw new ServiceFailedException(
                            address,
                            Kind.FAILED,
                            response.statusCode() + ": " + Printable.line(reason(response.body())));
            };
        } catch (JsonProcessingException notJson) {
            throw new ServiceFailedException(address, Kind.NO_JSON, "");
        } catch (IOException away) {
            throw new ServiceFailedException(address, Kind.AWAY, why(away));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceFailedException(address, Kind.AWAY, "interrupted");
        }
    }

    private static String why(IOException away) {
        if (away.getMessage() != null) {
            return Printable.line(away.getMessage());
        }
        return away instanceof ConnectException
                ? "no connection"
                : away.getClass().getSimpleName();
    }

    private static String reason(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.path("detail").asText(json.path("reason").asText(body));
        } catch (JsonProcessingException text) {
            return body;
        }
    }

    private static @Nullable Set<TopicPartition> partitions(@Nullable JsonNode told) {
        if (told == null) {
            return null;
        }
        Set<TopicPartition> partitions = new HashSet<>();
        told.properties()
                .forEach(topic -> topic.getValue()
                        .forEach(number -> partitions.add(new TopicPartition(topic.getKey(), number.asInt()))));
        return partitions;
    }

    /** Says nothing of credentials. */
    @Override
    public String toString() {
        return "ServiceInstance[" + url + "]";
    }
}
