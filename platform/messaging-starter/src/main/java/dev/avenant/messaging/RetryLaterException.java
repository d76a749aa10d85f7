package dev.avenant.messaging;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handler's word that something it needs is away or busy and the event is to be tried again later. The event's
 * partition waits, for as long as {@code avenant.messaging.retry.max-wait} allows; other partitions go on.
 */
public class RetryLaterException extends RuntimeException {

    private final @Nullable Duration retryAfter;

    /**
     * Tries again after the usual wait, which grows from try to try.
     *
     * @param message what is away, for whoever looks at the service's health
     */
    public RetryLaterException(String message) {
        super(message);
        this.retryAfter = null;
    }

    /** As {@link #RetryLaterException(String)}, with what made it known. */
    public RetryLaterException(String message, Throwable cause) {
        super(message, cause);
        this.retryAfter = null;
    }

    /**
     * Tries again after that time, as a remote system asks for it with {@code Retry-After}.
     *
     * @param retryAfter how long the partition waits before the next try, also when it is longer than
     *     {@code avenant.messaging.retry.max-interval}; a day at most
     * @throws IllegalArgumentException if that time is negative
     */
    public RetryLaterException(String message, Throwable cause, Duration retryAfter) {
        super(message, cause);
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("retryAfter must not be negative but was " + retryAfter);
        }
        this.retryAfter = retryAfter;
    }

    /** How long to wait before the next try; empty for the usual wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
