package dev.avenant.messaging.api.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as they lie on a dead-letter topic. */
final class LetterFixture {

    static final long WRITTEN = 1_767_225_600_000L;

    private LetterFixture() {}

    /** With headers that are text, in order. */
    static ConsumerRecord<byte[], byte[]> record(long offset, String... namesAndTexts) {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            headers.add(namesAndTexts[i], namesAndTexts[i + 1].getBytes(UTF_8));
        }
        return record(offset, headers);
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "letters",
                1,
                offset,
                WRITTEN,
                TimestampType.CREATE_TIME,
                1,
                1,
                "k".getBytes(UTF_8),
                "v".getBytes(UTF_8),
                headers,
                Optional.empty());
    }

    /** What the record had before it became a letter. */
    static Map<String, String> original(Letter letter) {
        Map<String, String> headers = new TreeMap<>();
        letter.dialect()
                .original(letter.record().headers())
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
