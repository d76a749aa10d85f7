package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.LetterParts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Cuts what is written into parts of a dead letter and sends each, in its letter's partition, before it goes on. */
final class PartsOutput extends OutputStream {

    private final Producer<byte[], byte[]> producer;
    private final ProducerRecord<byte[], byte[]> letter;
    private final byte[] part;
    private final List<Long> offsets = new ArrayList<>();
    private int filled;

    PartsOutput(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> letter, int partBytes) {
        this.producer = producer;
        this.letter = letter;
        this.part = new byte[partBytes];
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (filled == part.length) {
                finish();
            }
            int count = Math.min(length - written, part.length - filled);
            System.arraycopy(bytes, from + written, part, filled, count);
            filled += count;
            written += count;
        }
    }

    /** Sends what was written since the last part; returns when Kafka has it. */
    void finish() throws NotSentException {
        RecordHeaders headers = new RecordHeaders();
        DeadLetterHeaders.add(headers, DeadLetterHeaders.PART, String.valueOf(offsets.size()));
        try {
            offsets.add(producer.send(new ProducerRecord<>(
                            letter.topic(),
                            letter.partition(),
                            letter.timestamp(),
                            null,
                            Arrays.copyOf(part, filled),
                            headers))
                    .get()
                    .offset());
        } catch (ExecutionException | InterruptedException failed) {
            throw new NotSentException(failed);
        }
        filled = 0;
    }

    /** Where the parts are. */
    LetterParts sent() {
        return LetterParts.of(letter.partition(), offsets);
    }

    /** Carries what Kafka said through the stream. */
    static final class NotSentException extends IOException {

        private final Exception failed;

        NotSentException(Exception failed) {
            super(failed);
            this.failed = failed;
        }

        ExecutionException asThrown() throws InterruptedException {
            if (failed instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            return (ExecutionException) failed;
        }
    }
}
