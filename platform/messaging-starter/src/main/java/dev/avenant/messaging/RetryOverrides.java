package dev.avenant.messaging;

import dev.avenant.messaging.MessagingProperties.OnMaxWait;
import dev.avenant.messaging.MessagingProperties.RetrySettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * In what the retries of one subscription differ from {@code avenant.messaging.retry}; what is null is as it is there.
 *
 * <pre>{@code
 * Subscription.to("orders").retry(RetryOverrides.NONE.withAttempts(10).withMaxWait(Duration.ofMinutes(5)))
 * }</pre>
 *
 * @param attempts how often an event is tried whose handler fails for an unknown reason
 * @param initialInterval the first wait of a partition; each further one is twice as long
 * @param maxInterval the longest wait of a partition between two tries
 * @param unknownSchemaGrace how long a schema id may be unknown to the registry before the record counts as bad
 * @param unreadableGrace how long a record is fetched again that the consumer itself cannot read
 * @param maxWait how long a partition may wait for what is away
 * @param onMaxWait what becomes of a partition that has waited so long
 */
public record RetryOverrides(
        @Nullable Integer attempts,
        @Nullable Duration initialInterval,
        @Nullable Duration maxInterval,
        @Nullable Duration unknownSchemaGrace,
        @Nullable Duration unreadableGrace,
        @Nullable Duration maxWait,
        @Nullable OnMaxWait onMaxWait) {

    /** No difference. */
    public static final RetryOverrides NONE = new RetryOverrides(null, null, null, null, null, null, null);

    /** The same with so many tries of a handler that fails for an unknown reason. */
    public RetryOverrides withAttempts(int tries) {
        return new RetryOverrides(
                tries, initialInterval, maxInterval, unknownSchemaGrace, unreadableGrace, maxWait, onMaxWait);
    }

    /** The same with waits from the first of these to the second, doubling. */
    public RetryOverrides withIntervals(Duration first, Duration longest) {
        return new RetryOverrides(attempts, first, longest, unknownSchemaGrace, unreadableGrace, maxWait, onMaxWait);
    }

    /** The same with that time for a schema id that is unknown to the registry. */
    public RetryOverrides withUnknownSchemaGrace(Duration grace) {
        return new RetryOverrides(attempts, initialInterval, maxInterval, grace, unreadableGrace, maxWait, onMaxWait);
    }

    /** The same with that time for a record that the consumer itself cannot read. */
    public RetryOverrides withUnreadableGrace(Duration grace) {
        return new RetryOverrides(
                attempts, initialInterval, maxInterval, unknownSchemaGrace, grace, maxWait, onMaxWait);
    }

    /** The same with that bound on waiting for what is away. */
    public RetryOverrides withMaxWait(Duration longest) {
        return new RetryOverrides(
                attempts, initialInterval, maxInterval, unknownSchemaGrace, unreadableGrace, longest, onMaxWait);
    }

    /** The same with that end of waiting. */
    public RetryOverrides withOnMaxWait(OnMaxWait end) {
        return new RetryOverrides(
                attempts, initialInterval, maxInterval, unknownSchemaGrace, unreadableGrace, maxWait, end);
    }

    /**
     * These settings with the differences.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public RetrySettings over(RetrySettings settings) {
        return new RetrySettings(
                attempts == null ? settings.attempts() : attempts,
                initialInterval == null ? settings.initialInterval() : initialInterval,
                maxInterval == null ? settings.maxInterval() : maxInterval,
                unknownSchemaGrace == null ? settings.unknownSchemaGrace() : unknownSchemaGrace,
                unreadableGrace == null ? settings.unreadableGrace() : unreadableGrace,
                maxWait == null ? settings.maxWait() : maxWait,
                onMaxWait == null ? settings.onMaxWait() : onMaxWait);
    }
}
