package dev.avenant.registry.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What a request carries to say who asks. Called for every request, so an implementation caches what is slow. */
@FunctionalInterface
public interface RegistryCredentials {

    /** Who asks is not said. */
    RegistryCredentials NONE = url -> Map.of();

    /** The user and password in the URL itself, {@code http://user:password@host}, when it has any. */
    RegistryCredentials FROM_URL = url -> url.getUserInfo() == null ? Map.of() : basicHeader(url.getUserInfo());

    /** The headers for a request to this registry, by name; the Authorization header as a rule. */
    Map<String, String> headers(URI registryUrl);

    /** Basic authentication with {@code user:password}. */
    static RegistryCredentials basic(String userInfo) {
        Map<String, String> header = basicHeader(userInfo);
        return url -> header;
    }

    /** A bearer token that does not change. */
    static RegistryCredentials bearer(String token) {
        Map<String, String> header = Map.of("Authorization", "Bearer " + token);
        return url -> header;
    }

    private static Map<String, String> basicHeader(String userInfo) {
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
    }
}
