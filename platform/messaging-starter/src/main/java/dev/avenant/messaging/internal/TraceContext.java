package dev.avenant.messaging.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of the running thread. An event that is appended while another one is handled belongs to that
 * one's trace; otherwise a trace begins with it.
 */
public final class TraceContext {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String NO_TRACE = "0".repeat(32);
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private TraceContext() {}

    /** Runs the step in that trace; null for no trace. */
    public static void within(@Nullable String traceparent, Step step) throws Exception {
        String before = CURRENT.get();
        CURRENT.set(traceparent);
        try {
            step.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** The trace context for what is published now: the running trace with a new span, or a new trace. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String span = String.format(Locale.ROOT, "%016x", random.nextLong() | 1);
        String current = CURRENT.get();
        if (current != null) {
            return current.substring(0, 36) + span + current.substring(52);
        }
        return String.format(Locale.ROOT, "00-%016x%016x-%s-01", random.nextLong() | 1, random.nextLong(), span);
    }

    static Optional<String> valid(@Nullable String traceparent) {
        return Optional.ofNullable(traceparent)
                .filter(text -> TRACEPARENT.matcher(text).matches())
                .filter(text -> !text.startsWith(NO_TRACE, 3));
    }

    /** What is done in a trace. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }
}
