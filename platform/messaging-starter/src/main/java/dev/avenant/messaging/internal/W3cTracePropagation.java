package dev.avenant.messaging.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.CloudEventHeaders;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of the running thread, for a service without a tracer. An event that is appended while another one
 * is handled belongs to that one's trace; otherwise a trace begins with it.
 */
final class W3cTracePropagation implements TracePropagation {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String NO_TRACE = "0".repeat(32);
    private static final int LENGTH = 55;
    private static final HexFormat DIGITS = HexFormat.of();

    private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();

    @Override
    public String traceparent() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String span = DIGITS.toHexDigits(random.nextLong() | 1);
        String running = current.get();
        return running == null
                ? "00-" + DIGITS.toHexDigits(random.nextLong() | 1) + DIGITS.toHexDigits(random.nextLong()) + "-" + span
                        + "-01"
                : running.substring(0, 36) + span + running.substring(52);
    }

    @Override
    public void within(Headers headers, Step step) throws Exception {
        String before = current.get();
        current.set(traceparent(headers).orElse(null));
        try {
            step.run();
        } finally {
            if (before == null) {
                current.remove();
            } else {
                current.set(before);
            }
        }
    }

    private static Optional<String> traceparent(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(CloudEventHeaders.TRACEPARENT))
                .map(Header::value)
                .filter(value -> value.length == LENGTH)
                .map(value -> new String(value, UTF_8))
                .filter(text -> TRACEPARENT.matcher(text).matches())
                .filter(text -> !text.startsWith(NO_TRACE, 3));
    }
}
