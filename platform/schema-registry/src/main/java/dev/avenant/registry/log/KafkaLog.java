package dev.avenant.registry.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * The log as a compacted Kafka topic of one partition.
 *
 * <p>Starting creates the topic when it is missing, refuses one whose settings would lose records, reads it to its end
 * and goes on reading in a thread, until the topic is no longer the one that it began with. Appending is one transaction:
 * it waits for the acknowledgement of every in-sync replica and then for the reading thread to have passed the records. All
 * registries of a group use the same transactional ids, so the broker itself refuses whoever led before. Kafka's clients
 * retry what is worth it within the timeout of the settings; an append that failed gives up the right to write, and
 * {@link #becomeLeader} takes it again.
 *
 * <p>Transactions serve to refuse, not to hide: Confluent's registry reads records whether they are committed or not, and
 * so does this one, so that both see the same. What a writer could not commit is written again by the next one, before
 * compaction can drop it.
 */
public final class KafkaLog implements RegistryLog {

    /** A broker answers a read at least twice a second; silent for so long, it counts as out of reach. */
    private static final Duration CONTACT_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaLogSettings settings;
    private final TopicPartition partition;
    private final Map<String, Object> consumerSettings;
    private final ReplayProgress progress;
    private final KafkaLogReader reader;
    private final SchemasTopic topic;
    private final TopicWatch watch;
    private final @Nullable MetadataEncryption encryption;
    private @Nullable FencedProducers producers;
    private int leaderEpoch;
    private volatile long checkpoint;
    private volatile String clusterId = "";

    /** Connects to nothing yet; {@code faults} hears when the log is not read any more. */
    public KafkaLog(KafkaLogSettings settings, FaultHandler faults) {
        this.settings = settings;
        this.partition = new TopicPartition(settings.topic(), 0);
        this.consumerSettings = common();
        consumerSettings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumerSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        consumerSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        consumerSettings.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.timeout().toMillis()));
        consumerSettings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, settings.requestTimeoutMillis());
        this.progress = new ReplayProgress(settings.topic(), settings.timeout(), CONTACT_TIMEOUT);
        this.reader = new KafkaLogReader(consumerSettings, partition, settings, progress, faults);
        this.topic = new SchemasTopic(settings);
        this.watch = new TopicWatch(topic, reader::stop);
        MetadataSecrets secrets = settings.metadataSecrets();
        this.encryption = secrets == null
                ? null
                : new MetadataEncryption(new KeysetTopic(consumerSettings, secrets, settings.timeout()));
    }

    private Map<String, Object> common() {
        Map<String, Object> common = new HashMap<>(settings.clientSettings());
        common.put("bootstrap.servers", settings.bootstrapServers());
        common.put("enable.metrics.push", false);
        common.put("reconnect.backoff.max.ms", 500);
        return common;
    }

    @Override
    public void start(Reader target) {
        SchemasTopic.Prepared prepared = topic.prepare();
        clusterId = prepared.clusterId();
        if (encryption != null) {
            encryption.start();
        }
        reader.start(new Reader() {
            @Override
            public void read(LogRecord record, long offset, long timestamp) {
                target.read(encryption == null ? record : encryption.decrypted(record, offset), offset, timestamp);
                if (RecordSerde.isCheckpoint(record)) {
                    checkpoint = offset;
                }
            }

            @Override
            public void unreadable(long offset, String reason) {
                target.unreadable(offset, reason);
            }
        });
        watch.begin(prepared.topicId());
    }

    @Override
    public synchronized void becomeLeader(ActivationStep step) {
        giveUp();
        FencedProducers fresh = new FencedProducers(settings, common());
        boolean leads = false;
        try {
            fresh.fence();
            if (encryption != null) {
                encryption.prepare(keyset -> write(fresh, encryption.topic(), List.of(keyset)));
            }
            UncommittedRecords unfinished = new UncommittedRecords(consumerSettings, partition, settings.timeout());
            long end = unfinished.end();
            awaitReplayed(end - 1);
            List<LogRecord> uncommitted = unfinished.between(checkpoint, end);
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
        long before = nextOffset();
        long last = send(records, expectedEpoch);
        if (last < before) {
            LostTopicException lost = LostTopicException.shorter(settings.topic(), before);
            reader.stop(lost);
            throw new LogUnavailableException(status().detail(), lost);
        }
        awaitReplayed(last);
        return last;
    }

    private synchronized long send(List<LogRecord> records, int expectedEpoch) {
        FencedProducers writers = producers;
        if (writers == null || expectedEpoch != leaderEpoch) {
            throw new LogUnavailableException("This registry has no right to write to " + settings.topic());
        }
        try {
            List<LogRecord> written = encryption == null ? records : encryption.encrypted(records);
            return write(writers, settings.topic(), written);
        } catch (LogUnavailableException failed) {
            giveUp();
            throw failed;
        }
    }

    private static long write(FencedProducers writers, String topic, List<LogRecord> records) {
        try {
            return writers.write(topic, records);
        } catch (RecordTooLargeException tooLarge) {
            throw new RecordsTooLargeException(topic + " takes no record of that size", tooLarge);
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new LogUnavailableException("Kafka did not acknowledge a write to " + topic, cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while writing to " + topic, interrupted);
        }
    }

    @Override
    public long nextOffset() {
        return progress.nextOffset();
    }

    @Override
    public void awaitReplayed(long offset) {
        progress.await(offset);
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public LogStatus status() {
        return progress.status();
    }

    @Override
    public boolean isServing() {
        return progress.isServing();
    }

    @Override
    public void close() {
        watch.close();
        reader.close();
        if (encryption != null) {
            encryption.close();
        }
        synchronized (this) {
            giveUp();
        }
    }
}
