package dev.avenant.console.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Bounds how many passwords a minute are tried from one address, for one name and for all. Nobody is locked out elsewhere
 * for it. A network of IPv6 is one address here.
 */
final class SignInLimit {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int NETWORK_BYTES = 8;
    private static final long REMEMBERED = 100_000;
    private static final int NAMES = 5;

    private final Cache<String, RateLimiter> limiters;
    private final RateLimiterConfig ofName;
    private final RateLimiterConfig ofAddress;

    /** @param attempts how many a minute from an address for one name; five times as many for all names */
    SignInLimit(int attempts, Ticker ticker) {
        limiters = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(REMEMBERED)
                .expireAfterAccess(PERIOD.multipliedBy(2))
                .build();
        ofName = config(attempts);
        ofAddress = config(attempts * NAMES);
    }

    private static RateLimiterConfig config(int attempts) {
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
    void count(String address, String name) {
        String network = network(address);
        if (!limiter(network, ofAddress).acquirePermission()
                || !limiter(network + '\n' + name.toLowerCase(Locale.ROOT), ofName)
                        .acquirePermission()) {
            throw new TooManyAttemptsException();
        }
    }

    private RateLimiter limiter(String key, RateLimiterConfig config) {
        return limiters.get(key, each -> RateLimiter.of(each, config));
    }

    /** Whoever has an address of IPv6 has all 2^64 of its network; one of IPv4 may be written as one of IPv6. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
                    : parsed.getHostAddress();
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
