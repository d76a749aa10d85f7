package jobplatform.user.access;

import dev.avenant.testing.AccessMatrix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Access tokens of a running service as it signs them itself, without a password and the limits on attempts. */
public record IssuedTokens(ApplicationContext service) implements AccessMatrix.Tokens {

    @Override
    public String of(UUID user, String... roles) {
        return of(user, service.getBean(TokenProperties.class).accessLifetime(), roles);
    }

    /** One that expires sooner or later than others. */
    public String of(UUID user, Duration lifetime, String... roles) {
        TokenProperties properties = service.getBean(TokenProperties.class);
        Instant now = Instant.now();
        return service.getBean(JwtEncoder.class)
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.ES256)
                                .keyId(service.getBean(SigningKeys.class).current())
                                .build(),
                        JwtClaimsSet.builder()
                                .issuer(properties.issuer())
                                .audience(List.of(properties.audience()))
                                .subject(user.toString())
                                .issuedAt(now)
                                .expiresAt(now.plus(lifetime))
                                .claim("roles", List.of(roles))
                                .build()))
                .getTokenValue();
    }

    /** A token of an administrator, who may do everything. */
    public String ofAdministrator() {
        return of(UUID.randomUUID(), "ADMINISTRATOR");
    }
}
