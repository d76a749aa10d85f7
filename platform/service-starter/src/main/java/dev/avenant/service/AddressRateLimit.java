package dev.avenant.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Bounds how often a minute something is asked for from one address. Who asks from elsewhere is not concerned, so nobody
 * can keep others out. A network of IPv6 is one address here. Each process of a service counts by itself.
 *
 * <p>The address is that of the connection, {@link jakarta.servlet.ServletRequest#getRemoteAddr()}.
 */
public final class AddressRateLimit {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int NETWORK_BYTES = 8;
    private static final long REMEMBERED = 100_000;

    private final Cache<String, RateLimiter> limiters = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build();
    private final RateLimiterConfig config;
    private final String refusal;

    private AddressRateLimit(int requests, String refusal) {
        this.config = RateLimiterConfig.custom()
                .limitForPeriod(requests)
                .limitRefreshPeriod(PERIOD)
                .timeoutDuration(Duration.ZERO)
                .build();
        this.refusal = refusal;
    }

    /**
     * A limit that nothing was counted for.
     *
     * @param requests how many requests a minute are let through, at least 1
     * @param refusal the sentence that others are refused with
     */
    public static AddressRateLimit perMinute(int requests, String refusal) {
        return new AddressRateLimit(requests, refusal);
    }

    /**
     * Counts a request.
     *
     * @param address from where it comes
     * @throws TooManyRequestsException if it is one too many
     */
    public void count(String address) {
        count(address, "");
    }

    /**
     * Counts a request, apart from those with another name.
     *
     * @param address from where it comes
     * @param name whom it is about; capitals do not count
     * @throws TooManyRequestsException if it is one too many
     */
    public void count(String address, String name) {
        String key = network(address) + '\n' + name.toLowerCase(Locale.ROOT);
        if (!limiters.get(key, each -> RateLimiter.of(each, config)).acquirePermission()) {
            throw new TooManyRequestsException(refusal);
        }
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
