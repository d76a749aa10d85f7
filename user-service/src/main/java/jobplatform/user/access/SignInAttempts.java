package jobplatform.user.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Bounds how often one address tries to sign in under one name, and under all names together. Who tries from elsewhere
 * is not concerned, so nobody can keep others out. Each process of the service counts by itself.
 */
@Component
class SignInAttempts {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int NAMES = 10;
    private static final long REMEMBERED = 100_000;

    private final Cache<String, RateLimiter> limiters = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build();
    private final RateLimiterConfig perName;
    private final RateLimiterConfig perAddress;

    SignInAttempts(TokenProperties properties) {
        perName = limit(properties.attempts());
        perAddress = limit(properties.attempts() * NAMES);
    }

    private static RateLimiterConfig limit(int attempts) {
        return RateLimiterConfig.custom()
                .limitForPeriod(attempts)
                .limitRefreshPeriod(PERIOD)
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    /**
     * Counts an attempt.
     *
     * @throws TooManyAttemptsException if it is one too many
     */
    void count(String address, String username) {
        boolean allowed =
                allows(address, perAddress) && allows(address + '\n' + username.toLowerCase(Locale.ROOT), perName);
        if (!allowed) {
            throw new TooManyAttemptsException();
        }
    }

    private boolean allows(String key, RateLimiterConfig config) {
        return limiters.get(key, name -> RateLimiter.of(name, config)).acquirePermission();
    }
}
