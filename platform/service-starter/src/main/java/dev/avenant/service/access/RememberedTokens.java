package dev.avenant.service.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers what an access token says whose signature was found good: to read and verify it anew is most of what a request
 * with one costs, and comes to the same as long as the same keys are published. Whether they are, and whether the token is
 * still good, is looked at each time. No token is kept, only its SHA-256, and nothing for longer than the token is good.
 */
final class RememberedTokens implements JwtDecoder {

    private static final long MOST = 5_000;

    private final JwtDecoder decoder;
    private final KnownKeys keys;
    private final OAuth2TokenValidator<Jwt> validator;
    private final Cache<ByteBuffer, Content> good;

    /**
     * @param decoder verifies a token that is not known
     * @param keys those that it verifies with
     * @param validator looks at each use of a token whether it is good now
     */
    RememberedTokens(JwtDecoder decoder, KnownKeys keys, OAuth2TokenValidator<Jwt> validator, Clock clock) {
        this.decoder = decoder;
        this.keys = keys;
        this.validator = validator;
        this.good = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(
                        Expiry.<ByteBuffer, Content>writing((id, content) -> content.lifetimeFrom(clock.instant())))
                .build();
    }

    @Override
    public Jwt decode(String token) {
        ByteBuffer id = ByteBuffer.wrap(sha256(token));
        List<JWK> published = published();
        Content known = good.getIfPresent(id);
        if (known != null && known.keys().equals(published)) {
            Jwt again = known.of(token);
            if (!validator.validate(again).hasErrors()) {
                return again;
            }
        }
        Jwt verified = decoder.decode(token);
        Instant expiresAt = verified.getExpiresAt();
        // Keys that changed meanwhile may not be those that it was verified with.
        if (expiresAt != null && !published.isEmpty() && published.equals(published())) {
            good.put(id, new Content(verified.getHeaders(), verified.getClaims(), expiresAt, published));
        }
        return verified;
    }

    /** How many are remembered, roughly. */
    long size() {
        good.cleanUp();
        return good.estimatedSize();
    }

    /** None while they cannot be read, of which the decoder tells. */
    private List<JWK> published() {
        try {
            return keys.all();
        } catch (KeySourceException unread) {
            return List.of();
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** What a token says, and the keys that were published when it was verified. */
    private record Content(Map<String, Object> headers, Map<String, Object> claims, Instant expiresAt, List<JWK> keys) {

        Duration lifetimeFrom(Instant now) {
            Duration left = Duration.between(now, expiresAt);
            return left.isNegative() ? Duration.ZERO : left;
        }

        Jwt of(String token) {
            Object issuedAt = claims.get("iat");
            return new Jwt(token, issuedAt instanceof Instant at ? at : null, expiresAt, headers, claims);
        }
    }
}
