package dev.avenant.registry.log;

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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log as a compacted Kafka topic of one partition.
 *
 * <p>Starting creates the topic when it is missing, refuses one whose settings would lose records, reads it to its end
 * and goes on reading in a thread. Appending is one transaction: it waits for the acknowledgement of every in-sync
 * replica and then for the reading thread to have passed the records. All registries of a group use one transactional
 * id, so the broker itself refuses whoever led before. Kafka's clients retry what is worth it within the patience of the
 * settings; an append that failed gives up the right to write, and {@link #lead} takes it again.
 *
 * <p>Transactions serve to refuse, not to hide: Confluent's registry reads records whether they are committed or not, and
 * so does this one, so that both see the same. What a writer could not commit is written again by the next one, before
 * compaction can drop it.
 */
public final class KafkaLog implements RegistryLog {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BATCH_BYTES = 1_000_000;

    private final KafkaLogSettings settings;
    private final TopicPartition partition;
    private final Map<String, Object> consuming;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Object progress = new Object();
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable Thread follower;
    private int term;
    private long next;
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
        return Math.toIntExact(settings.patience().toMillis());
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
    public synchronized void lead(Successor successor) {
        giveUp();
        KafkaProducer<byte[], byte[]> fresh = writer();
        boolean leads = false;
        try {
            // Ends what an earlier writer left open, and refuses it from now on.
            fresh.initTransactions();
            Doubts doubts = new Doubts(consuming, partition, settings.patience());
            long end = doubts.end();
            await(end - 1);
            List<Entry> doubtful = doubts.between(checkpoint(), end);
            producer = fresh;
            term++;
            successor.begin(doubtful, term);
            leads = true;
        } catch (KafkaException failed) {
            throw new LogUnavailableException("Kafka did not give the right to write to " + settings.topic(), failed);
        } finally {
            if (!leads) {
                producer = null;
                fresh.close(Duration.ZERO);
            }
        }
    }

    @Override
    public synchronized int term() {
        return term;
    }

    private KafkaProducer<byte[], byte[]> writer() {
        Map<String, Object> producing = common();
        producing.put(ProducerConfig.ACKS_CONFIG, "all");
        producing.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.groupId() + "-" + settings.topic());
        // The records of a transaction wait for its end, so that they reach the log together or not at all.
        producing.put(ProducerConfig.LINGER_MS_CONFIG, millis() / 4);
        producing.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        producing.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
        producing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
        producing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis());
        producing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis() / 2);
        producing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
        producing.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis());
        producing.put("retry.backoff.ms", 10);
        return new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void giveUp() {
        KafkaProducer<byte[], byte[]> held = producer;
        producer = null;
        if (held != null) {
            held.close(Duration.ZERO);
        }
    }

    @Override
    public long append(List<Entry> entries, int planned) {
        long last = send(entries, planned);
        await(last);
        return last;
    }

    private synchronized long send(List<Entry> entries, int planned) {
        KafkaProducer<byte[], byte[]> writer = producer;
        if (writer == null || planned != term) {
            throw new LogUnavailableException("This registry has no right to write to " + settings.topic());
        }
        try {
            writer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Entry entry : entries) {
                sent.add(writer.send(new ProducerRecord<>(
                        settings.topic(), 0, bytes(entry.key()), entry.value() == null ? null : bytes(entry.value()))));
            }
            writer.commitTransaction();
            return sent.get(sent.size() - 1)
                    .get(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long position() {
        synchronized (progress) {
            return next;
        }
    }

    @Override
    public void await(long place) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        try {
            synchronized (progress) {
                while (next <= place) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (closed || left <= 0) {
                        throw new LogUnavailableException("The record at offset " + place + " of " + settings.topic()
                                + " was not read within " + settings.patience().toSeconds() + " s");
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
                if (RecordFormat.isCheckpoint(key, value)) {
                    pass(record.offset());
                }
            }
        }
    }

    static @Nullable String textOf(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private void pass(long place) {
        synchronized (progress) {
            checkpoint = place;
        }
    }

    private long checkpoint() {
        synchronized (progress) {
            return checkpoint;
        }
    }

    private void note() {
        synchronized (progress) {
            next = consumer.position(partition);
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
                thread.join(settings.patience().toMillis());
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
