package dev.avenant.registry.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as a compacted Kafka topic of one partition.
 *
 * <p>Starting creates the topic when it is missing, refuses one whose settings would lose records, reads it to its end
 * and goes on reading in a thread. Appending is one transaction: it waits for the acknowledgement of every in-sync
 * replica and then for the reading thread to have passed the records. All registries of a group use the same transactional
 * ids, so the broker itself refuses whoever led before. Kafka's clients retry what is worth it within the timeout of the
 * settings; an append that failed gives up the right to write, and {@link #becomeLeader} takes it again.
 *
 * <p>Transactions serve to refuse, not to hide: Confluent's registry reads records whether they are committed or not, and
 * so does this one, so that both see the same. What a writer could not commit is written again by the next one, before
 * compaction can drop it.
 */
public final class KafkaLog implements RegistryLog {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaLogSettings settings;
    private final TopicPartition partition;
    private final Map<String, Object> consuming;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Object progress = new Object();
    private @Nullable FencedProducers producers;
    private @Nullable Thread follower;
    private int leaderEpoch;
    private long nextOffset;
    private long checkpoint;
    private boolean closed;

    /** Connects to nothing yet. */
    public KafkaLog(KafkaLogSettings settings) {
        this.settings = settings;
        this.partition = new TopicPartition(settings.topic(), 0);
        this.consuming = common();
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consuming.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        consuming.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        consuming.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        this.consumer = new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> common() {
        Map<String, Object> common = new HashMap<>(settings.clientSettings());
        common.put("bootstrap.servers", settings.bootstrapServers());
        common.put("enable.metrics.push", false);
        common.put("reconnect.backoff.max.ms", 500);
        return common;
    }

    private int millis() {
        return Math.toIntExact(settings.timeout().toMillis());
    }

    @Override
    public void start(Reader reader) {
        new SchemasTopic(settings).prepare();
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            poll(reader);
        }
        note();
        Thread thread = new Thread(() -> follow(reader), "registry-log");
        thread.setDaemon(true);
        thread.start();
        follower = thread;
    }

    @Override
    public synchronized void becomeLeader(ActivationStep step) {
        giveUp();
        FencedProducers fresh = new FencedProducers(settings, common());
        boolean leads = false;
        try {
            fresh.fence();
            UncommittedRecords uncommittedRecords = new UncommittedRecords(consuming, partition, settings.timeout());
            long end = uncommittedRecords.end();
            awaitReplayed(end - 1);
            List<LogRecord> uncommitted = uncommittedRecords.between(checkpoint(), end);
            producers = fresh;
            leaderEpoch++;
            step.run(uncommitted, leaderEpoch);
            leads = true;
        } catch (KafkaException failed) {
            throw new LogUnavailableException("Kafka did not give the right to write to " + settings.topic(), failed);
        } finally {
            if (!leads) {
                producers = null;
                fresh.close();
            }
        }
    }

    @Override
    public synchronized int leaderEpoch() {
        return leaderEpoch;
    }

    private void giveUp() {
        FencedProducers held = producers;
        producers = null;
        if (held != null) {
            held.close();
        }
    }

    @Override
    public long append(List<LogRecord> records, int expectedEpoch) {
        long last = send(records, expectedEpoch);
        awaitReplayed(last);
        return last;
    }

    private synchronized long send(List<LogRecord> records, int expectedEpoch) {
        FencedProducers writers = producers;
        if (writers == null || expectedEpoch != leaderEpoch) {
            throw new LogUnavailableException("This registry has no right to write to " + settings.topic());
        }
        try {
            return writers.write(records);
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            giveUp();
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new LogUnavailableException("Kafka did not acknowledge a write to " + settings.topic(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            giveUp();
            throw new LogUnavailableException("Interrupted while writing to " + settings.topic(), interrupted);
        }
    }

    @Override
    public long nextOffset() {
        synchronized (progress) {
            return nextOffset;
        }
    }

    @Override
    public void awaitReplayed(long offset) {
        long deadline = System.nanoTime() + settings.timeout().toNanos();
        try {
            synchronized (progress) {
                while (nextOffset <= offset) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (closed || left <= 0) {
                        throw new LogUnavailableException("The record at offset " + offset + " of " + settings.topic()
                                + " was not read within " + settings.timeout().toSeconds() + " s");
                    }
                    progress.wait(left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while reading " + settings.topic(), interrupted);
        }
    }

    private void follow(Reader reader) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                poll(reader);
                note();
            } catch (WakeupException | InterruptException closing) {
                return;
            } catch (KafkaException failed) {
                LOG.warn("Reading {} failed, trying again: {}", settings.topic(), failed.toString());
            }
        }
    }

    private void poll(Reader reader) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            String key = textOf(record.key());
            if (key != null) {
                String value = textOf(record.value());
                reader.read(key, value, record.timestamp());
                if (RecordSerde.isCheckpoint(key, value)) {
                    pass(record.offset());
                }
            }
        }
    }

    static @Nullable String textOf(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private void pass(long offset) {
        synchronized (progress) {
            checkpoint = offset;
        }
    }

    private long checkpoint() {
        synchronized (progress) {
            return checkpoint;
        }
    }

    private void note() {
        synchronized (progress) {
            nextOffset = consumer.position(partition);
            progress.notifyAll();
        }
    }

    @Override
    public void close() {
        synchronized (progress) {
            closed = true;
            progress.notifyAll();
        }
        consumer.wakeup();
        Thread thread = follower;
        if (thread != null) {
            try {
                thread.join(settings.timeout().toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        consumer.close();
        synchronized (this) {
            giveUp();
        }
    }
}
