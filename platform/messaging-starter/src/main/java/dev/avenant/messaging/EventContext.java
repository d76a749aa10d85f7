package dev.avenant.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where an event came from, and what came with it.
 *
 * @param messageId the message's {@code ce_id}; without one, its place in the log
 *     ({@code topic/partition/offset/topic id})
 * @param topic the topic it was first published on, also when it is replayed
 * @param partition the partition it was first published in
 * @param offset its offset there
 * @param key the record's key, null when it has none
 * @param time when the fact happened ({@code ce_time}), otherwise the record's timestamp
 * @param timestamp the timestamp that the record had when it was first published; before 1970 when it had none
 * @param headers all headers of the record, in their order; they cannot be changed
 */
public record EventContext(
        String messageId,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Instant time,
        Instant timestamp,
        Headers headers) {

    /** The text of the header with that name, of the last one if there are several; empty when there is none. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(value -> new String(value, UTF_8));
    }
}
