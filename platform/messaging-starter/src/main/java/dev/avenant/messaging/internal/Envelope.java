package dev.avenant.messaging.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents 1.0 attributes of a record in Kafka's binary mode, and its {@code traceparent}. What a record does not
 * carry is null; other producers may leave all of it out.
 *
 * @param id {@code ce_id}, unique within the source
 * @param type {@code ce_type}, the full name of the event's record
 * @param source {@code ce_source}, who published it
 * @param time {@code ce_time}, when it happened
 * @param traceparent the W3C trace context it happened in
 */
public record Envelope(
        @Nullable String id,
        @Nullable String type,
        @Nullable String source,
        @Nullable Instant time,
        @Nullable String traceparent) {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TRACEPARENT = "traceparent";

    /** What an id, a type or a source may be long, so that it fits an index and a log line. */
    static final int MAX_ATTRIBUTE_BYTES = 512;

    /**
     * Reads the attributes of a record.
     *
     * @throws MalformedEnvelopeException if an attribute that identifies the event is no plain text of reasonable length
     */
    public static Envelope of(Headers headers) {
        return new Envelope(
                identifier(headers, ID),
                identifier(headers, TYPE),
                identifier(headers, SOURCE),
                time(headers),
                TraceContext.valid(text(headers, TRACEPARENT)).orElse(null));
    }

    /** The attributes as headers, in a fixed order; what is null is left out. */
    public Map<String, byte[]> toHeaders() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        put(headers, SPEC_VERSION, "1.0");
        put(headers, ID, id);
        put(headers, TYPE, type);
        put(headers, SOURCE, source);
        put(headers, TIME, time == null ? null : time.toString());
        put(headers, TRACEPARENT, traceparent);
        return headers;
    }

    private static void put(Map<String, byte[]> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value.getBytes(UTF_8));
        }
    }

    private static @Nullable String identifier(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        int length = header.value().length;
        if (length == 0 || length > MAX_ATTRIBUTE_BYTES) {
            throw new MalformedEnvelopeException("Header " + name + ": expected 1 to " + MAX_ATTRIBUTE_BYTES
                    + " bytes but found " + length + ". Correct the producer");
        }
        String text = decode(header.value())
                .orElseThrow(() -> new MalformedEnvelopeException(
                        "Header " + name + ": expected UTF-8 text but found other bytes. Correct the producer"));
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedEnvelopeException(
                    "Header " + name + ": expected printable text but found a control character. Correct the producer");
        }
        return text;
    }

    private static @Nullable Instant time(Headers headers) {
        String text = text(headers, TIME);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null || header.value().length > MAX_ATTRIBUTE_BYTES) {
            return null;
        }
        return decode(header.value()).orElse(null);
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
