package dev.avenant.registry.client.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avenant.registry.client.RegistryCredentials;
import dev.avenant.registry.client.RegistryException;
import dev.avenant.registry.client.WholeResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Fetches a bearer token with the client-credentials grant, and a new one before the old one ends. */
final class OAuthClientCredentials implements RegistryCredentials {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final HttpRequest request;
    private final Duration renewedBefore;
    private final Clock clock;
    private String token = "";
    private Instant renewAt = Instant.MIN;

    private OAuthClientCredentials(HttpClient http, HttpRequest request, Duration renewedBefore, Clock clock) {
        this.http = http;
        this.request = request;
        this.renewedBefore = renewedBefore;
        this.clock = clock;
    }

    static OAuthClientCredentials of(RegistryClientConfig config) {
        String user = required(config, RegistryClientConfig.BEARER_AUTH_CLIENT_ID);
        String secret = config.secret(RegistryClientConfig.BEARER_AUTH_CLIENT_SECRET);
        if (secret.isEmpty()) {
            throw missing(RegistryClientConfig.BEARER_AUTH_CLIENT_SECRET);
        }
        String form = "grant_type=client_credentials";
        if (config.isGiven(RegistryClientConfig.BEARER_AUTH_SCOPE)) {
            form += "&scope="
                    + URLEncoder.encode(config.text(RegistryClientConfig.BEARER_AUTH_SCOPE), StandardCharsets.UTF_8);
        }
        Duration timeout = config.timeout(RegistryClientConfig.HTTP_READ_TIMEOUT_MS);
        HttpRequest.Builder request = HttpRequest.newBuilder(issuer(config))
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        RegistryCredentials.basic(user + ":" + secret)
                .headers(URI.create("http://issuer"))
                .forEach(request::header);
        return new OAuthClientCredentials(
                HttpClient.newBuilder().connectTimeout(timeout).build(),
                request.build(),
                Duration.ofSeconds(config.getShort(RegistryClientConfig.BEARER_AUTH_CACHE_EXPIRY_BUFFER_SECONDS)),
                Clock.systemUTC());
    }

    private static URI issuer(RegistryClientConfig config) {
        String given = required(config, RegistryClientConfig.BEARER_AUTH_ISSUER_ENDPOINT_URL);
        try {
            URI issuer = new URI(given);
            if (issuer.getHost() != null && ("http".equals(issuer.getScheme()) || "https".equals(issuer.getScheme()))) {
                return issuer;
            }
        } catch (URISyntaxException malformed) {
            // Said below, like every other text that is no URL.
        }
        throw new InvalidRegistrySettingException(
                RegistryClientConfig.BEARER_AUTH_ISSUER_ENDPOINT_URL,
                "must be a URL of http or https but is '" + given + "'");
    }

    private static String required(RegistryClientConfig config, String key) {
        if (!config.isGiven(key)) {
            throw missing(key);
        }
        return config.text(key);
    }

    private static InvalidRegistrySettingException missing(String key) {
        return new InvalidRegistrySettingException(
                key,
                "must be given when " + RegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE
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
            WholeResponse response = WholeResponse.send(http, request);
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

    private RegistryException withoutToken(RegistryException.Kind kind, int status, WholeResponse response) {
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
