package dev.avenant.registry.log;

import dev.avenant.registry.metrics.RegistryMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes transactions one after the other, from which the broker shuts out whoever wrote before.
 *
 * <p>There are two producers that take turns: a broker lets a producer begin again only when its last commit is marked in
 * every partition, and asks no sooner than after 20 ms. Both are fenced before either writes.
 */
final class FencedProducers implements AutoCloseable {

    private static final int BATCH_BYTES = 1_000_000;

    private final KafkaLogSettings settings;
    private final List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final List<RegistryMetrics.Binding> bindings = new ArrayList<>();
    private int turn;

    FencedProducers(KafkaLogSettings settings, Map<String, Object> common) {
        this.settings = settings;
        for (String transactionalId : settings.transactionalIds()) {
            Map<String, Object> own = producing(common);
            own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
            KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
            producers.add(producer);
            bindings.add(settings.metrics().bind(producer));
        }
    }

    private Map<String, Object> producing(Map<String, Object> common) {
        int millis = Math.toIntExact(settings.timeout().toMillis());
        Map<String, Object> producing = new HashMap<>(common);
        producing.put(ProducerConfig.ACKS_CONFIG, "all");
        // The records of a transaction wait for its end, so that they reach the log together or not at all.
        producing.put(ProducerConfig.LINGER_MS_CONFIG, millis / 4);
        producing.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        producing.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
        producing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
        producing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        producing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis / 2, settings.requestTimeoutMillis()));
        producing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        producing.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
        producing.put("retry.backoff.ms", 1);
        producing.put("retry.backoff.max.ms", 100);
        return producing;
    }

    /** Ends what an earlier writer left open, and has the broker refuse it from now on. */
    void fence() {
        producers.forEach(KafkaProducer::initTransactions);
    }

    /**
     * Writes records to a topic of one partition in one transaction; returns the offset of the last one when all replicas have it. Throws
     * {@link RecordTooLargeException} when the broker takes none of that size: the transaction was undone then, and others
     * may follow.
     */
    long write(String topic, List<LogRecord> records)
            throws ExecutionException, InterruptedException, TimeoutException {
        KafkaProducer<byte[], byte[]> writer = producers.get(turn);
        turn = (turn + 1) % producers.size();
        writer.beginTransaction();
        Future<RecordMetadata> last = null;
        try {
            for (LogRecord record : records) {
                last = writer.send(new ProducerRecord<>(topic, 0, bytes(record.key()), bytes(record.value())));
            }
            writer.commitTransaction();
        } catch (KafkaException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof RecordTooLargeException tooLarge) {
                    writer.abortTransaction();
                    throw tooLarge;
                }
            }
            throw failed;
        }
        if (last == null) {
            throw new IllegalArgumentException("records must not be empty");
        }
        return last.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS).offset();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives up at once; what is under way may or may not have been written. */
    @Override
    public void close() {
        bindings.forEach(RegistryMetrics.Binding::close);
        producers.forEach(producer -> producer.close(Duration.ZERO));
    }
}
