package dev.avenant.service.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that access tokens are checked with, kept in memory. They are read again in good time, beside the requests, and
 * at once for a token with a key that is not known, though at most twice in an interval: so keys change without a
 * restart, and nobody makes a service ask at will. While they cannot be read those that are known stay good.
 */
final class KnownKeys implements JWKSource<SecurityContext>, Closeable {

    private static final JWKSelector ALL = new JWKSelector(new JWKMatcher.Builder().build());

    private final JWKSource<SecurityContext> keys;
    private volatile boolean wereRead;

    /** Keys that were not read yet. */
    KnownKeys(JWKSetSource<SecurityContext> source, AccessProperties properties) {
        Duration lifetime = properties.keysLifetime();
        Duration timeout = properties.fetchTimeout();
        this.keys = JWKSourceBuilder.create(source)
                .cache(lifetime.toMillis(), timeout.toMillis())
                .refreshAheadCache(lifetime.minus(timeout).dividedBy(2).toMillis(), false)
                .rateLimited(properties.fetchInterval().toMillis())
                .outageTolerantForever()
                .build();
    }

    /** A key that is not known, and that nobody may ask about now, is none; it is another matter when none is known. */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            List<JWK> found = keys.get(selector, context);
            wereRead = true;
            return found;
        } catch (RateLimitReachedException tooOften) {
            if (wereRead) {
                return List.of();
            }
            throw tooOften;
        }
    }

    /** All of them, as they are known now; none before they were ever read, so that nobody waits here for whoever publishes them. */
    List<JWK> all() throws KeySourceException {
        return wereRead ? get(ALL, null) : List.of();
    }

    @Override
    public void close() throws IOException {
        if (keys instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
