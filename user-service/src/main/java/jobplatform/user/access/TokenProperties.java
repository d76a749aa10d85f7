package jobplatform.user.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are made.
 *
 * @param issuer who says what an access token says, its {@code iss}
 * @param audience for whom it says so, its {@code aud}
 * @param accessLifetime how long an access token is good for
 * @param refreshLifetime how long a refresh token that nobody uses is good for
 * @param keyLifetime after how long another key is made; tokens of the former one stay good until they expire
 * @param keyAnnouncement for how long a key is published before it signs, unless it is the only one
 * @param attempts how often a minute one address may try to sign in under one name
 */
@ConfigurationProperties("jobplatform.tokens")
public record TokenProperties(
        @DefaultValue("user-service") String issuer,
        @DefaultValue("job-platform") String audience,
        @DefaultValue("10m") Duration accessLifetime,
        @DefaultValue("30d") Duration refreshLifetime,
        @DefaultValue("30d") Duration keyLifetime,
        @DefaultValue("10m") Duration keyAnnouncement,
        @DefaultValue("10") int attempts) {

    /** Refuses what no token could be made with. */
    public TokenProperties {
        requirePositive("access-lifetime", accessLifetime);
        requirePositive("refresh-lifetime", refreshLifetime);
        requirePositive("key-lifetime", keyLifetime);
        requirePositive("key-announcement", keyAnnouncement);
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    "Expected at least 1 for jobplatform.tokens.attempts but found " + attempts);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "Expected more than nothing for jobplatform.tokens." + name + " but found " + value);
        }
    }
}
