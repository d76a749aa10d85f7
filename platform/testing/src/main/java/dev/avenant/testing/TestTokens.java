package dev.avenant.testing;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.core.env.PropertyResolver;

/**
 * Access tokens that a service takes.
 *
 * @param keys signs them
 * @param issuer whom the service wants them from, their {@code iss}
 * @param audience what the service wants them for, their {@code aud}
 */
public record TestTokens(TestIssuer keys, String issuer, String audience) implements AccessMatrix.Tokens {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** Those that the service with these settings takes. */
    static TestTokens of(TestIssuer keys, PropertyResolver settings) {
        return new TestTokens(
                keys,
                settings.getRequiredProperty("avenant.service.access.issuer"),
                settings.getRequiredProperty("avenant.service.access.audience"));
    }

    @Override
    public String of(UUID user, String... roles) {
        return keys.sign(claims(user, roles).build());
    }

    /** What such a token says, to be changed before it is signed. */
    public JWTClaimsSet.Builder claims(UUID user, String... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issuer(issuer)
                .audience(audience)
                .subject(user.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("roles", List.of(roles));
    }
}
