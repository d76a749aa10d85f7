package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.LetterParts;
import dev.avenant.messaging.api.PackedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends a dead letter of any size. The limit of its topic holds for the record as it is compressed, so the producer
 * compresses it; what still does not fit, because its producer compressed better or many of them together, or what is so
 * large that a copy of it would fill the memory, goes out in parts, and behind them a letter that says where they are.
 */
public final class LetterSender {

    /** Larger ones are not copied into a batch. */
    private static final int LARGEST_WHOLE_BYTES = 16 * 1024 * 1024;

    /** Of a part, the next when Kafka takes none of the size before. */
    private static final int[] PART_BYTES = {512 * 1024, 64 * 1024, 8 * 1024};

    /** What of a record in parts stands beside where they are, for whoever looks. */
    private static final int LARGEST_KEY_BYTES = 1024;

    private static final int LARGEST_HEADER_BYTES = 4096;

    private final Producer<byte[], byte[]> producer;

    public LetterSender(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Returns when Kafka has all of it. */
    public RecordMetadata send(ProducerRecord<byte[], byte[]> letter) throws ExecutionException, InterruptedException {
        RecordTooLargeException tooLarge = new RecordTooLargeException("larger than " + LARGEST_WHOLE_BYTES);
        if (size(letter) <= LARGEST_WHOLE_BYTES) {
            try {
                return producer.send(letter).get();
            } catch (ExecutionException failed) {
                tooLarge = tooLarge(failed);
            }
        }
        for (int partBytes : PART_BYTES) {
            try {
                return inParts(letter, partBytes);
            } catch (ExecutionException failed) {
                tooLarge = tooLarge(failed);
            }
        }
        throw tooLarge;
    }

    private static RecordTooLargeException tooLarge(ExecutionException failed) throws ExecutionException {
        if (failed.getCause() instanceof RecordTooLargeException tooLarge) {
            return tooLarge;
        }
        throw failed;
    }

    private RecordMetadata inParts(ProducerRecord<byte[], byte[]> letter, int partBytes)
            throws ExecutionException, InterruptedException {
        PartsOutput parts = new PartsOutput(producer, letter, partBytes);
        try {
            new PackedRecord(letter.value(), letter.key(), original(letter.headers())).pack(parts);
            parts.finish();
        } catch (PartsOutput.NotSentException notSent) {
            throw notSent.asThrown();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return producer.send(pointer(letter, parts.sent())).get();
    }

    /** The letter without the bytes, but with as much as is short of what tells its record from others. */
    private static ProducerRecord<byte[], byte[]> pointer(ProducerRecord<byte[], byte[]> letter, LetterParts parts) {
        RecordHeaders headers = new RecordHeaders();
        int left = LARGEST_HEADER_BYTES;
        for (Header header : letter.headers()) {
            boolean saysWhy = DeadLetterHeaders.isName(header.key());
            left -= saysWhy ? 0 : size(header);
            if (saysWhy || left >= 0) {
                headers.add(header);
            }
        }
        int size = letter.value() == null ? -1 : letter.value().length;
        DeadLetterHeaders.add(headers, DeadLetterHeaders.PARTS, parts.toString());
        DeadLetterHeaders.add(headers, DeadLetterHeaders.SIZE, String.valueOf(size));
        boolean hasShortKey = letter.key() != null && letter.key().length <= LARGEST_KEY_BYTES;
        return new ProducerRecord<>(
                letter.topic(),
                letter.partition(),
                letter.timestamp(),
                hasShortKey ? letter.key() : null,
                new byte[0],
                headers);
    }

    /** A copy of a record's headers without those that say why it is a dead letter. */
    public static Headers original(Headers all) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : all) {
            if (!DeadLetterHeaders.isName(header.key())) {
                headers.add(header);
            }
        }
        return headers;
    }

    private static long size(ProducerRecord<byte[], byte[]> letter) {
        long size = letter.value() == null ? 0 : letter.value().length;
        size += letter.key() == null ? 0 : letter.key().length;
        for (Header header : letter.headers()) {
            size += size(header);
        }
        return size;
    }

    private static int size(Header header) {
        return header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
}
