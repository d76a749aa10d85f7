package dev.avenant.messaging.api.dialect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter says of itself, in whatever dialect.
 *
 * @param origin where its record was published
 * @param failure why it was not handled
 * @param details what else the library says, by names for people, in order
 */
public record LetterReport(Origin origin, Failure failure, Map<String, String> details) {

    public LetterReport {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * Where the record was published first, as far as the letter says.
     *
     * @param topic null when it does not
     * @param partition -1 when it does not
     * @param offset -1 when it does not
     * @param timestamp in milliseconds since the epoch; -1 when it does not
     * @param group the consumer group that could not handle it; null when it does not
     */
    public record Origin(
            @Nullable String topic,
            int partition,
            long offset,
            long timestamp,
            @Nullable String group) {}

    /**
     * Why the record was not handled, as far as the letter says.
     *
     * @param category the kind of failure, in the library's own words
     * @param exception the class of the exception
     * @param cause the class of what caused it
     * @param message the exception's message
     * @param stacktrace the exception's stack trace, many lines
     */
    public record Failure(
            @Nullable String category,
            @Nullable String exception,
            @Nullable String cause,
            @Nullable String message,
            @Nullable String stacktrace) {

        /** The class that says most: of the cause, since the exception is often only what the library wraps it in. */
        public Optional<String> rootException() {
            return Optional.ofNullable(cause == null ? exception : cause);
        }
    }
}
