package dev.avenant.registry.log;

import dev.avenant.registry.metrics.RegistryMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic of one partition from its beginning to its end, and then on in a thread.
 *
 * <p>What Kafka refuses is tried again, after a growing time of at most ten seconds. A record that is no text is told to
 * the reader and passed over. Anything else that is thrown ends the thread for good, which {@link ReplayProgress} tells.
 */
final class KafkaLogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final double JITTER = 0.2;

    private final TopicPartition partition;
    private final Duration timeout;
    private final ReplayProgress progress;
    private final FaultHandler faults;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExponentialBackoff backoff =
            new ExponentialBackoff(POLL.toMillis(), 2, TimeUnit.SECONDS.toMillis(10), JITTER);
    private @Nullable Thread thread;
    private final @Nullable Metric fetches;
    private final RegistryMetrics.Binding binding;
    private @Nullable Object lastFetches;

    /** Connects to nothing yet. */
    KafkaLogReader(
            Map<String, Object> consumerSettings,
            TopicPartition partition,
            KafkaLogSettings settings,
            ReplayProgress progress,
            FaultHandler faults) {
        this.partition = partition;
        this.timeout = settings.timeout();
        this.progress = progress;
        this.faults = faults;
        this.consumer = new KafkaConsumer<>(consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.fetches = fetchMetric();
        this.binding = settings.metrics().bind(consumer);
    }

    /** Returns when all that was there at the call was handed over, and begins the thread. */
    void start(RegistryLog.Reader reader) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long before = -1; consumer.position(partition) < end; ) {
            poll(reader);
            if (progress.nextOffset() > before) {
                before = progress.nextOffset();
                deadline = System.nanoTime() + timeout.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new LogUnavailableException("Kafka gave no record of " + partition.topic() + " from offset "
                        + before + " on within " + timeout.toSeconds() + " s, though its end is at " + end);
            }
        }
        progress.reachedEnd();
        Thread following = new Thread(() -> follow(reader), "registry-log");
        following.setDaemon(true);
        following.start();
        thread = following;
    }

    private void follow(RegistryLog.Reader reader) {
        try {
            for (long failures = 0; !progress.isOver(); ) {
                try {
                    poll(reader);
                    failures = 0;
                } catch (WakeupException closing) {
                    // Asked for by close, which the loop sees.
                } catch (InvalidOffsetException shorter) {
                    // What was read of the topic is no longer what it holds.
                    throw LostTopicException.shorter(partition.topic(), progress.nextOffset());
                } catch (InterruptException end) {
                    throw end;
                } catch (KafkaException failed) {
                    long millis = backoff.backoff(failures++);
                    LOG.warn(
                            "Reading {} failed, trying again in {} ms: {}",
                            partition.topic(),
                            millis,
                            failed.toString());
                    progress.pause(millis);
                }
            }
        } catch (Throwable unexpected) {
            stop(unexpected);
        }
    }

    /** Ends the reading for a reason that trying again does not mend, and tells it. */
    void stop(Throwable reason) {
        if (progress.fail(reason)) {
            // First of all, so that it is told even where logging fails.
            faults.handleFault("Reading " + partition.topic() + " stopped at offset " + progress.nextOffset(), reason);
            LOG.error("Reading {} stopped at offset {}", partition.topic(), progress.nextOffset(), reason);
        }
    }

    private void poll(RegistryLog.Reader reader) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            handOver(record, reader);
        }
        progress.advanceTo(consumer.position(partition));
        // The broker answers a fetch at least twice a second, with or without records.
        Object answered = fetches == null ? null : fetches.metricValue();
        if (!Objects.equals(answered, lastFetches)) {
            lastFetches = answered;
            progress.contact();
        }
    }

    private static void handOver(ConsumerRecord<byte[], byte[]> record, RegistryLog.Reader reader) {
        LogRecord text;
        try {
            text = textOf(record);
        } catch (CharacterCodingException notText) {
            reader.unreadable(record.offset(), "expected UTF-8 but found other bytes");
            return;
        }
        if (text == null) {
            reader.unreadable(record.offset(), "expected a key but found none");
        } else {
            reader.read(text, record.offset(), record.timestamp());
        }
    }

    /** The record as text; null when it has no key. */
    static @Nullable LogRecord textOf(ConsumerRecord<byte[], byte[]> record) throws CharacterCodingException {
        String key = textOf(record.key());
        return key == null ? null : new LogRecord(key, textOf(record.value()));
    }

    private static @Nullable String textOf(byte @Nullable [] bytes) throws CharacterCodingException {
        return bytes == null
                ? null
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
    }

    private @Nullable Metric fetchMetric() {
        for (Map.Entry<MetricName, ? extends Metric> metric : consumer.metrics().entrySet()) {
            if (metric.getKey().name().equals("fetch-total")
                    && !metric.getKey().tags().containsKey("topic")) {
                return metric.getValue();
            }
        }
        return null;
    }

    @Override
    public void close() {
        progress.close();
        consumer.wakeup();
        Thread following = thread;
        if (following != null) {
            try {
                following.join(timeout.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        binding.close();
        consumer.close();
    }
}
