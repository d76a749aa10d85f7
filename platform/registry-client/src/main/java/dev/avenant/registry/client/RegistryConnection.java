package dev.avenant.registry.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is reached.
 *
 * @param urls the roots of registries that share one state; the next is tried when one does not answer
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer
 * @param retries how often and how fast a request is repeated
 * @param credentials who asks
 * @param tls the keys and trust for https; null for those of the JVM
 * @param proxy an HTTP proxy on the way; null for none
 */
public record RegistryConnection(
        List<URI> urls,
        Duration connectTimeout,
        Duration readTimeout,
        Retries retries,
        RegistryCredentials credentials,
        @Nullable SSLContext tls,
        @Nullable InetSocketAddress proxy) {

    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
    private static final List<String> LOCAL_HOSTS = List.of("localhost", "127.0.0.1", "[::1]", "::1");

    public RegistryConnection {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("urls must name at least one registry but is empty");
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("readTimeout", readTimeout);
    }

    /** To one or several registries with the waits and retries that Confluent's clients have. */
    public static RegistryConnection to(List<URI> urls) {
        return new RegistryConnection(
                urls, ONE_MINUTE, ONE_MINUTE, Retries.DEFAULT, RegistryCredentials.FROM_URL, null, null);
    }

    public RegistryConnection withTimeouts(Duration connect, Duration read) {
        return new RegistryConnection(urls, connect, read, retries, credentials, tls, proxy);
    }

    public RegistryConnection withRetries(Retries newRetries) {
        return new RegistryConnection(urls, connectTimeout, readTimeout, newRetries, credentials, tls, proxy);
    }

    public RegistryConnection withCredentials(RegistryCredentials newCredentials) {
        return new RegistryConnection(urls, connectTimeout, readTimeout, retries, newCredentials, tls, proxy);
    }

    public RegistryConnection withTls(@Nullable SSLContext newTls) {
        return new RegistryConnection(urls, connectTimeout, readTimeout, retries, credentials, newTls, proxy);
    }

    public RegistryConnection withProxy(@Nullable InetSocketAddress newProxy) {
        return new RegistryConnection(urls, connectTimeout, readTimeout, retries, credentials, tls, newProxy);
    }

    /** The URLs for messages: without user, password and trailing slash, several with a comma between. */
    public String address() {
        return urls.stream().map(RegistryConnection::withoutUser).collect(Collectors.joining(", "));
    }

    /** Whether every one of them is on this machine. */
    public boolean isLocal() {
        return urls.stream().map(URI::getHost).allMatch(LOCAL_HOSTS::contains);
    }

    static String withoutUser(URI url) {
        String text = url.toString().replaceAll("/+$", "");
        String user = url.getRawUserInfo();
        return user == null ? text : text.replace(user + "@", "");
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero but was " + value);
        }
    }

    /**
     * How a request that may pass later is repeated: after 408, 429, a 5xx other than 501, and when no answer came.
     *
     * @param atMost how many times after the first; 0 for never
     * @param firstWait how long before the first repetition; the wait doubles each time, and is shortened at random by
     *     up to a half
     * @param longestWait where the doubling ends
     */
    public record Retries(int atMost, Duration firstWait, Duration longestWait) {

        /** Every failure is the caller's at once. */
        public static final Retries NONE = new Retries(0, Duration.ZERO, Duration.ZERO);

        /** Three times, from a second on. */
        public static final Retries DEFAULT = new Retries(3, Duration.ofSeconds(1), Duration.ofSeconds(20));

        public Retries {
            if (atMost < 0) {
                throw new IllegalArgumentException("atMost must not be negative but was " + atMost);
            }
            if (firstWait.isNegative() || longestWait.isNegative()) {
                throw new IllegalArgumentException(
                        "firstWait and longestWait must not be negative but were " + firstWait + " and " + longestWait);
            }
        }

        Duration before(int attempt, double random) {
            long doubled = firstWait.toMillis() << Math.min(attempt - 1, 20);
            long wait = Math.min(longestWait.toMillis(), Math.max(doubled, 0));
            return Duration.ofMillis((long) (wait * (1 - random / 2)));
        }
    }
}
