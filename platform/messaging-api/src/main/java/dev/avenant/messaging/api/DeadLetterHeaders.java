package dev.avenant.messaging.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers that say why a record is in a dead-letter topic, all of them UTF-8 text. Anybody can write them, so what is
 * read from them may be missing or forged.
 */
public final class DeadLetterHeaders {

    /** What all of them begin with; a record gets them anew each time, so they never pile up. */
    public static final String PREFIX = "avenant-dlt-";

    /** The topic on which the record was published first. */
    public static final String TOPIC = PREFIX + "topic";

    /** Kafka's id of that topic, which another topic of its name does not have; missing when Kafka did not say it. */
    public static final String TOPIC_ID = PREFIX + "topic-id";

    /** Its partition there. */
    public static final String PARTITION = PREFIX + "partition";

    /** Its offset there. */
    public static final String OFFSET = PREFIX + "offset";

    /** Its timestamp there, in milliseconds since the epoch. */
    public static final String TIMESTAMP = PREFIX + "timestamp";

    /** The consumer group that could not handle it. */
    public static final String GROUP = PREFIX + "group";

    /** The kind of failure, such as {@code NOT_AVRO}. */
    public static final String CATEGORY = PREFIX + "category";

    /** The class of the exception. */
    public static final String EXCEPTION = PREFIX + "exception";

    /** The exception's message, on one line. */
    public static final String MESSAGE = PREFIX + "message";

    /** When it failed, as ISO 8601. */
    public static final String FAILED_AT = PREFIX + "failed-at";

    /** Which record it is, as {@link DeadLetterId}: the same each time that it fails. */
    public static final String ID = PREFIX + "id";

    /** How often it failed and was replayed, from 1. */
    public static final String ATTEMPT = PREFIX + "attempt";

    /**
     * Of a dead letter whose record is too large for one record: where its parts are, as {@link LetterParts}. Its own
     * value is empty.
     */
    public static final String PARTS = PREFIX + "parts";

    /** Of a dead letter in parts: how many bytes the record's value has; -1 for a tombstone. */
    public static final String SIZE = PREFIX + "size";

    /** Of a part, which is no dead letter itself: its number, from 0. */
    public static final String PART = PREFIX + "part";

    /** Of a drop marker, which is no dead letter itself: why the record with its {@link #ID} will never be handled. */
    public static final String DROPPED = PREFIX + "dropped";

    /** Of a drop marker: when somebody decided so, as ISO 8601. */
    public static final String DROPPED_AT = PREFIX + "dropped-at";

    /** Of a drop marker: who decided so; missing when nobody knows. */
    public static final String DROPPED_BY = PREFIX + "dropped-by";

    private static final int LONGEST_NUMBER = 20;

    private DeadLetterHeaders() {}

    /** Whether a header of that name says why a record is in a dead-letter topic. */
    public static boolean isName(String header) {
        return header.startsWith(PREFIX);
    }

    /** Whether a header of that name says where the bytes are of a dead letter in parts. */
    public static boolean saysWhereTheBytesAre(String header) {
        return header.equals(PARTS) || header.equals(SIZE);
    }

    /** Adds a header with that text. */
    public static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(UTF_8));
    }

    /** The text of the last header of that name; empty when there is none or it has no value. */
    public static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(DeadLetterHeaders::text);
    }

    /** The number in the last header of that name; empty when there is none, or it is no number that is allowed. */
    public static OptionalLong number(Headers headers, String name, LongPredicate isAllowed) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        if (value == null || value.length > LONGEST_NUMBER) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text(value));
            return isAllowed.test(number) ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    /** The bytes as text, none for null. */
    public static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, UTF_8);
    }
}
