package dev.avenant.operations.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A header that a record must have.
 *
 * @param name of the header
 * @param text what it says, in one of those of that name; null for anything
 */
public record HeaderMatch(String name, @Nullable String text) {

    /** {@code NAME}, or {@code NAME=TEXT}. */
    public static HeaderMatch parse(String said) {
        int equals = said.indexOf('=');
        return equals < 0
                ? new HeaderMatch(said, null)
                : new HeaderMatch(said.substring(0, equals), said.substring(equals + 1));
    }

    boolean holds(ConsumerRecord<byte[], byte[]> record) {
        for (Header found : record.headers().headers(name)) {
            if (text == null || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), found.value())) {
                return true;
            }
        }
        return false;
    }
}
