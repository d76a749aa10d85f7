package dev.avenant.service.access;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which access tokens a service takes.
 *
 * @param keysUrl where the keys are published that tokens are signed with, as a JSON Web Key Set; null only in the service
 *     that has the keys itself
 * @param issuer who must have made a token, its {@code iss}
 * @param audience for whom it must be, its {@code aud}
 * @param signIn where one gets a token, for those who have none, such as {@code POST /api/auth/token}
 * @param clockSkew by how much the clocks of two machines may differ
 * @param keysLifetime after how long the published keys are read again
 * @param fetchTimeout how long reading them may take
 * @param fetchInterval in which time tokens with unknown keys make them be read twice at most
 */
@ConfigurationProperties("avenant.service.access")
record AccessProperties(
        @Nullable URI keysUrl,
        String issuer,
        String audience,
        String signIn,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("5m") Duration keysLifetime,
        @DefaultValue("2s") Duration fetchTimeout,
        @DefaultValue("30s") Duration fetchInterval) {

    AccessProperties {
        requireGiven("issuer", issuer);
        requireGiven("audience", audience);
        requireGiven("sign-in", signIn);
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException(
                    "Expected at least 0s for avenant.service.access.clock-skew but found " + clockSkew);
        }
        requirePositive("fetch-timeout", fetchTimeout);
        requirePositive("fetch-interval", fetchInterval);
        if (keysLifetime.compareTo(fetchTimeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("Expected at least twice the fetch-timeout of " + fetchTimeout
                    + " for avenant.service.access.keys-lifetime but found " + keysLifetime);
        }
    }

    private static void requireGiven(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "Expected a text for avenant.service.access." + name + " but found none");
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "Expected more than nothing for avenant.service.access." + name + " but found " + value);
        }
    }
}
