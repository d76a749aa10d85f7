package dev.avenant.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.registry.client.RegistryCredentials;
import dev.avenant.registry.client.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** Fetches a bearer token with the client-credentials grant, and a new one before the old one ends. */
final class OauthToken implements RegistryCredentials {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final HttpRequest request;
    private final Duration renewedBefore;
    private final Clock clock;
    private String token = "";
    private Instant renewAt = Instant.MIN;

    private OauthToken(HttpClient http, HttpRequest request, Duration renewedBefore, Clock clock) {
        this.http = http;
        this.request = request;
        this.renewedBefore = renewedBefore;
        this.clock = clock;
    }

    static OauthToken of(SerdeConfig config) {
        String user = required(config, AvroSettings.BEARER_AUTH_CLIENT_ID);
        String secret = config.secret(AvroSettings.BEARER_AUTH_CLIENT_SECRET);
        if (secret.isEmpty()) {
            throw missing(AvroSettings.BEARER_AUTH_CLIENT_SECRET);
        }
        String form = "grant_type=client_credentials";
        if (config.isGiven(AvroSettings.BEARER_AUTH_SCOPE)) {
            form += "&scope=" + URLEncoder.encode(config.text(AvroSettings.BEARER_AUTH_SCOPE), StandardCharsets.UTF_8);
        }
        Duration timeout = RegistryClients.patience(config, AvroSettings.READ_TIMEOUT);
        HttpRequest.Builder request = HttpRequest.newBuilder(issuer(config))
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        RegistryCredentials.basic(user + ":" + secret)
                .headers(URI.create("http://issuer"))
                .forEach(request::header);
        return new OauthToken(
                HttpClient.newBuilder().connectTimeout(timeout).build(),
                request.build(),
                Duration.ofSeconds(config.getShort(AvroSettings.BEARER_AUTH_EXPIRY_BUFFER)),
                Clock.systemUTC());
    }

    private static URI issuer(SerdeConfig config) {
        String given = required(config, AvroSettings.BEARER_AUTH_ISSUER_URL);
        try {
            URI issuer = new URI(given);
            if (issuer.getHost() != null && ("http".equals(issuer.getScheme()) || "https".equals(issuer.getScheme()))) {
                return issuer;
            }
        } catch (URISyntaxException malformed) {
            // Said below, like every other text that is no URL.
        }
        throw new ConfigException(AvroSettings.BEARER_AUTH_ISSUER_URL, given, "must be a URL of http or https");
    }

    private static String required(SerdeConfig config, String key) {
        if (!config.isGiven(key)) {
            throw missing(key);
        }
        return config.text(key);
    }

    private static ConfigException missing(String key) {
        return new ConfigException("Setting " + key + " must be given when " + AvroSettings.BEARER_AUTH_SOURCE
                + " is OAUTHBEARER, but it is missing");
    }

    @Override
    public synchronized Map<String, String> headers(URI registryUrl) {
        if (!clock.instant().isBefore(renewAt)) {
            fetch();
        }
        return Map.of("Authorization", "Bearer " + token);
    }

    private void fetch() {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 500) {
                throw withoutToken(RegistryException.Kind.UNAVAILABLE, 503, response);
            }
            JsonNode answer = response.statusCode() == 200 ? JSON.readTree(response.body()) : null;
            String fetched = answer == null ? "" : answer.path("access_token").asText("");
            if (answer == null || fetched.isEmpty()) {
                throw withoutToken(RegistryException.Kind.REFUSED, 401, response);
            }
            token = fetched;
            Duration lifetime = Duration.ofSeconds(answer.path("expires_in").asLong(3600));
            Duration kept = lifetime.minus(renewedBefore);
            renewAt = clock.instant().plus(kept.isNegative() ? Duration.ZERO : kept);
        } catch (IOException failed) {
            throw unreachable(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unreachable(interrupted);
        }
    }

    private RegistryException withoutToken(RegistryException.Kind kind, int status, HttpResponse<String> response) {
        return new RegistryException(
                kind,
                status,
                status,
                "The token issuer at " + request.uri() + " answered " + response.statusCode() + " without a token",
                null);
    }

    private RegistryException unreachable(Exception failed) {
        return new RegistryException(
                RegistryException.Kind.UNREACHABLE,
                0,
                0,
                "The token issuer at " + request.uri() + " did not answer: " + failed,
                failed);
    }
}
