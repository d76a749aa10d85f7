package dev.avenant.service.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A request of the actuator endpoint {@code subscriptions} that brings the token of those who look after the service, such as
 * the console, and are no users of it. One that brings another is asked for an access token, as ever.
 */
final class SubscriptionsToken implements RequestMatcher {

    static final String SETTING = "avenant.service.access.subscriptions-token";

    private static final int FEWEST_CHARACTERS = 24;

    private final RequestMatcher endpoint = EndpointRequest.to("subscriptions");
    private final byte[] authorization;

    /** @throws IllegalArgumentException if somebody might guess it */
    SubscriptionsToken(String token) {
        if (token.length() < FEWEST_CHARACTERS) {
            throw new IllegalArgumentException("Expected at least " + FEWEST_CHARACTERS + " characters for " + SETTING
                    + " but found " + token.length());
        }
        authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        return given.size() == 1
                && MessageDigest.isEqual(authorization, given.get(0).getBytes(StandardCharsets.UTF_8))
                && endpoint.matches(request);
    }
}
