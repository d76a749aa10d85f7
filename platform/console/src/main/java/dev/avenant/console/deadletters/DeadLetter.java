package dev.avenant.console.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of a dead-letter topic.
 *
 * @param timestamp the time of the original record
 * @param key the original key as text; null when it had none
 * @param size length of the original value in bytes; 0 for a tombstone
 * @param preview the beginning of the value in hexadecimal
 * @param reasons the headers that say where it came from and why it lies here, without their prefix
 * @param headers the headers that the record came with
 */
public record DeadLetter(
        int partition,
        long offset,
        Instant timestamp,
        @Nullable String key,
        int size,
        String preview,
        Map<String, String> reasons,
        Map<String, String> headers) {

    static final int PREVIEW_BYTES = 64;
    private static final String REASON_PREFIX = "avenant-dlt-";

    static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> reasons = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            String value = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
            if (header.key().startsWith(REASON_PREFIX)) {
                reasons.put(header.key().substring(REASON_PREFIX.length()), value);
            } else {
                headers.put(header.key(), value);
            }
        }
        byte[] value = record.value() == null ? new byte[0] : record.value();
        return new DeadLetter(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                value.length,
                preview(value),
                reasons,
                headers);
    }

    private static String preview(byte[] value) {
        int shown = Math.min(value.length, PREVIEW_BYTES);
        String hex = HexFormat.ofDelimiter(" ").formatHex(value, 0, shown);
        return shown < value.length ? hex + " …" : hex;
    }
}
