package dev.avenant.messaging.api.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Reads headers that anybody may have written. */
final class LetterHeaders {

    private LetterHeaders() {}

    static Headers without(Headers all, Predicate<String> isUnwanted) {
        RecordHeaders kept = new RecordHeaders();
        for (Header header : all) {
            if (!isUnwanted.test(header.key())) {
                kept.add(header);
            }
        }
        return kept;
    }

    /** The text of the last header of that name; null when there is none. */
    static @Nullable String text(Headers headers, String name) {
        return DeadLetterHeaders.text(headers, name).orElse(null);
    }

    /** The number that the last header of that name holds as text; -1 when there is none that is not negative. */
    static long number(Headers headers, String name) {
        return DeadLetterHeaders.number(headers, name, number -> number >= 0).orElse(-1);
    }

    static int partition(Headers headers, String name) {
        return (int) DeadLetterHeaders.number(headers, name, number -> number >= 0 && number <= Integer.MAX_VALUE)
                .orElse(-1);
    }

    /** The header of that name that came first; null when there is none. */
    static @Nullable Header first(Headers headers, String name) {
        for (Header header : headers.headers(name)) {
            return header;
        }
        return null;
    }

    /** The text in a header; null without a header or a value. */
    static @Nullable String text(@Nullable Header header) {
        byte[] value = header == null ? null : header.value();
        return value == null ? null : new String(value, UTF_8);
    }

    /** The number of four or eight bytes, the most significant first; -1 when it is none, or negative. */
    static long binary(@Nullable Header header) {
        byte[] value = header == null ? null : header.value();
        if (value == null) {
            return -1;
        }
        return switch (value.length) {
            case Integer.BYTES -> Math.max(-1, ByteBuffer.wrap(value).getInt());
            case Long.BYTES -> Math.max(-1, ByteBuffer.wrap(value).getLong());
            default -> -1;
        };
    }

    static void put(Map<String, String> details, String name, @Nullable String text) {
        if (text != null) {
            details.put(name, text);
        }
    }
}
