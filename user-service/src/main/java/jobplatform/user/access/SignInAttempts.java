package jobplatform.user.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Bounds how often one address tries to sign in under one name, and under all names together. Who tries from elsewhere
 * is not concerned, so nobody can keep others out. A network of IPv6 is one address here. Each process of the service
 * counts by itself.
 */
@Component
class SignInAttempts {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int NAMES = 10;
    private static final int NETWORK_BYTES = 8;
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
        String network = network(address);
        boolean allowed =
                allows(network, perAddress) && allows(network + '\n' + username.toLowerCase(Locale.ROOT), perName);
        if (!allowed) {
            throw new TooManyAttemptsException();
        }
    }

    /** Whoever has an address of IPv6 has all 2^64 of its network. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }

    private boolean allows(String key, RateLimiterConfig config) {
        return limiters.get(key, name -> RateLimiter.of(name, config)).acquirePermission();
    }
}
