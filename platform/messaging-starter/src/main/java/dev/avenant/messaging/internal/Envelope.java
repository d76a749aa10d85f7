package dev.avenant.messaging.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.CloudEventHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents 1.0 attributes of a record in Kafka's binary mode. What a record does not carry is null; other producers
 * may leave all of it out.
 *
 * @param id {@code ce_id}, unique within the source
 * @param type {@code ce_type}, the full name of the event's record
 * @param source {@code ce_source}, who published it
 * @param time {@code ce_time}, when it happened
 */
public record Envelope(
        @Nullable String id,
        @Nullable String type,
        @Nullable String source,
        @Nullable Instant time) {

    /** What an id, a type or a source may be long, so that it fits an index and a log line. */
    static final int MAX_ATTRIBUTE_BYTES = 512;

    /**
     * Reads the attributes of a record.
     *
     * @throws MalformedEnvelopeException if an attribute that identifies the event is no plain text of reasonable length
     */
    public static Envelope of(Headers headers) {
        return new Envelope(
                identifier(headers, CloudEventHeaders.ID),
                identifier(headers, CloudEventHeaders.TYPE),
                identifier(headers, CloudEventHeaders.SOURCE),
                time(headers));
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
        String text = text(headers, CloudEventHeaders.TIME);
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
