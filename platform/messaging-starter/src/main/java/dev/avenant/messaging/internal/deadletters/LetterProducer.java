package dev.avenant.messaging.internal.deadletters;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The one producer of dead letters and replays, opened when it is needed first. */
public final class LetterProducer implements AutoCloseable {

    private static final Duration STEP = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    LetterProducer(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** The producer, which callers do not close. */
    public synchronized Producer<byte[], byte[]> get() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(STEP);
            producer = null;
        }
    }
}
