package dev.avenant.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.avenant.testing.TestIssuer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

@Tag("fast")
class RememberedTokensTest {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final AccessProperties PROPERTIES = new AccessProperties(
            null,
            "the-issuer",
            "the-audience",
            "POST /sign-in",
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ofSeconds(2),
            Duration.ofMillis(1));

    private final PublishedKeys published = new PublishedKeys();
    private final ECKey key = published.add();
    private final KnownKeys keys = new KnownKeys(published, PROPERTIES);
    private final MovableClock clock = new MovableClock();
    private final RememberedTokens tokens = tokens();
    private int verified;

    private RememberedTokens tokens() {
        JwtTimestampValidator times = new JwtTimestampValidator(PROPERTIES.clockSkew());
        times.setClock(clock);
        OAuth2TokenValidator<Jwt> validator =
                new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(PROPERTIES.issuer()));
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(validator);
        return new RememberedTokens(
                token -> {
                    verified++;
                    return decoder.decode(token);
                },
                keys,
                validator,
                clock);
    }

    /** None is remembered before. */
    @BeforeEach
    void readTheKeys() {
        tokens.decode(token(key, LIFETIME));
        assertThat(tokens.size()).isZero();
        verified = 0;
    }

    @AfterEach
    void close() throws IOException {
        keys.close();
    }

    @Test
    void areVerifiedOnceAndSayTheSameEachTime() {
        // Given
        String token = token(key, LIFETIME);
        Jwt first = tokens.decode(token);

        // When
        Jwt second = tokens.decode(token);

        // Then
        assertThat(verified).isEqualTo(1);
        assertThat(second.getTokenValue()).isEqualTo(token);
        assertThat(second.getHeaders()).isEqualTo(first.getHeaders());
        assertThat(second.getClaims()).isEqualTo(first.getClaims());
        assertThat(second.getIssuedAt()).isEqualTo(first.getIssuedAt());
        assertThat(second.getExpiresAt()).isEqualTo(first.getExpiresAt());
    }

    @Test
    void areRefusedOnceTheyHaveExpired() {
        // Given
        String token = token(key, LIFETIME);
        tokens.decode(token);

        // When
        clock.passes(LIFETIME.plusSeconds(1));

        // Then
        assertThatThrownBy(() -> tokens.decode(token))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("Jwt expired at");
    }

    @Test
    void areVerifiedAnewUnderOtherKeysAndRefusedWhenTheirOwnIsGone() {
        // Given
        String token = token(key, LIFETIME);
        tokens.decode(token);
        ECKey next = published.add();
        tokens.decode(token(next, LIFETIME));
        verified = 0;

        // When
        tokens.decode(token);

        // Then
        assertThat(verified).isEqualTo(1);

        // When
        published.remove(key);
        ECKey last = published.add();
        tokens.decode(token(last, LIFETIME));

        // Then
        assertThatThrownBy(() -> tokens.decode(token))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("no matching key(s) found");
    }

    @Test
    void areNoOthersThatDifferInASingleCharacter() {
        // Given
        String token = token(key, LIFETIME);
        tokens.decode(token);
        int middle = token.lastIndexOf('.') + 10;
        String other =
                token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);

        // When, Then
        assertThatThrownBy(() -> tokens.decode(other))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("Invalid signature");
        assertThat(tokens.size()).isEqualTo(1);
    }

    @Test
    void areForgottenWhenTheyExpire() {
        // Given
        tokens.decode(token(key, Duration.ofSeconds(2)));
        tokens.decode(token(key, LIFETIME));
        assertThat(tokens.size()).isEqualTo(2);

        // Then
        await().untilAsserted(() -> assertThat(tokens.size()).isEqualTo(1));
    }

    private String token(ECKey signedWith, Duration lifetime) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issuer(PROPERTIES.issuer())
                .subject(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .claim("roles", List.of("CLERK"))
                .build();
        return TestIssuer.sign(claims, signedWith, signedWith.getKeyID());
    }

    private static final class PublishedKeys implements JWKSetSource<SecurityContext> {

        private final List<JWK> keys = new ArrayList<>();

        ECKey add() {
            ECKey added = TestIssuer.newKey();
            keys.add(added.toPublicJWK());
            return added;
        }

        void remove(ECKey gone) {
            keys.remove(gone.toPublicJWK());
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context) {
            return new JWKSet(List.copyOf(keys));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static final class MovableClock extends Clock {

        private Instant now = Instant.now();

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
