package dev.avenant.messaging.api.dialect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a stack trace names last as a cause.
 *
 * @param exception its class
 * @param message the first line of its message; empty without one
 */
record RootCause(String exception, String message) {
    private static final String CAUSE = "Caused by: ";

    /** Nothing without a stack trace, or when the exception had no cause. Causes of suppressed exceptions are indented. */
    static Optional<RootCause> of(@Nullable String stacktrace) {
        return stacktrace == null
                ? Optional.empty()
                : stacktrace
                        .lines()
                        .filter(line -> line.startsWith(CAUSE))
                        .reduce((first, second) -> second)
                        .map(RootCause::ofLine);
    }

    private static RootCause ofLine(String line) {
        String[] parts = line.substring(CAUSE.length()).split(":", 2);
        return new RootCause(parts[0].strip(), parts.length == 1 ? "" : parts[1].strip());
    }
}
