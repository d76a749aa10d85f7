package dev.avenant.registry.log;

import com.google.crypto.tink.KeysetHandle;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The locked keyset in a compacted topic of its own, where Confluent's registry keeps it: one record, whose key is the tenant.
 * Any thread may ask.
 */
final class KeysetTopic implements AutoCloseable {

    /** The key of the only tenant's record. */
    private static final String TENANT = "default";

    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicPartition partition;
    private final KeysetLock lock;
    private final Duration timeout;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable String newest;
    private @Nullable String unlocked;
    private KeysetLock.@Nullable Unlocked keyset;

    /** Connects to nothing yet. */
    KeysetTopic(Map<String, Object> consumerSettings, MetadataSecrets secrets, Duration timeout) {
        this.partition = new TopicPartition(secrets.topic(), 0);
        this.lock = new KeysetLock(secrets);
        this.timeout = timeout;
        Map<String, Object> reading = new HashMap<>(consumerSettings);
        // A keyset that was not committed encrypted nothing.
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
    }

    String name() {
        return partition.topic();
    }

    /**
     * The newest keyset, null when there is none. Throws {@link LogUnavailableException} when the topic cannot be read, and
     * {@link LockedKeysetException} when neither secret unlocks what it holds.
     */
    KeysetLock.@Nullable Unlocked read() {
        return readPast(-1);
    }

    /**
     * As {@link #read}, once the record at that offset can be read: its transaction may be committed a moment before readers
     * hear of it.
     */
    synchronized KeysetLock.@Nullable Unlocked readPast(long offset) {
        try {
            readTo(Math.max(offset + 1, consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L)));
            if (!Objects.equals(newest, unlocked)) {
                keyset = newest == null ? null : lock.unlock(newest);
                unlocked = newest;
            }
            return keyset;
        } catch (KafkaException failed) {
            throw new LogUnavailableException(partition.topic() + " cannot be read", failed);
        } catch (GeneralSecurityException otherSecret) {
            throw new LockedKeysetException(partition.topic(), otherSecret);
        }
    }

    private void readTo(long end) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new LogUnavailableException(partition.topic() + " could not be read up to offset " + end
                        + " within " + timeout.toSeconds() + " s");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.key() != null && Arrays.equals(record.key(), TENANT.getBytes(StandardCharsets.UTF_8))) {
                    newest = record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
                }
            }
        }
    }

    /** The record of a keyset, locked with the present secret. */
    LogRecord record(KeysetHandle fresh) throws GeneralSecurityException {
        return new LogRecord(TENANT, lock.lock(fresh));
    }

    @Override
    public void close() {
        consumer.wakeup();
        synchronized (this) {
            consumer.close();
        }
    }
}
