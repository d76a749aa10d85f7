package jobplatform.user.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jobplatform.user.User;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Makes access tokens. Nobody is asked about one that is out: it is good until it expires. */
@Component
class AccessTokens {

    private final SigningKeys keys;
    private final JwtEncoder encoder;
    private final TokenProperties properties;
    private final Clock clock;

    AccessTokens(SigningKeys keys, JwtEncoder encoder, TokenProperties properties, Clock clock) {
        this.keys = keys;
        this.encoder = encoder;
        this.properties = properties;
        this.clock = clock;
    }

    /** A signed JWT. */
    String issue(User user) {
        Instant now = clock.instant();
        JwsHeader header =
                JwsHeader.with(SignatureAlgorithm.ES256).keyId(keys.current()).build();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(properties.issuer())
                .audience(List.of(properties.audience()))
                .subject(user.id().toString())
                .issuedAt(now)
                .expiresAt(now.plus(properties.accessLifetime()))
                .claim("roles", List.of(user.userType().name()))
                .build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    Duration lifetime() {
        return properties.accessLifetime();
    }
}
