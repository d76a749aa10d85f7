package dev.avenant.registry;

import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.LogUnavailableException;
import dev.avenant.registry.log.RegistryLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A log that is written without transactions, so that the broker refuses nobody. A leader reads to the end before it writes,
 * as it does with fences.
 */
final class UnfencedLog extends ForwardingLog {

    private final String bootstrapServers;
    private final TopicPartition partition;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile int leaderEpoch;

    UnfencedLog(RegistryLog log, String bootstrapServers, String topic) {
        super(log);
        this.bootstrapServers = bootstrapServers;
        this.partition = new TopicPartition(topic, 0);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public synchronized void becomeLeader(ActivationStep step) {
        awaitReplayed(end() - 1);
        leaderEpoch++;
        step.run(List.of(), leaderEpoch);
    }

    private long end() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "request.timeout.ms",
                Math.toIntExact(Duration.ofSeconds(5).toMillis()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
        }
    }

    @Override
    public int leaderEpoch() {
        return leaderEpoch;
    }

    @Override
    public long append(List<LogRecord> records, int expectedEpoch) {
        if (leaderEpoch == 0 || expectedEpoch != leaderEpoch) {
            throw new LogUnavailableException("This registry does not lead");
        }
        try {
            Future<RecordMetadata> last = null;
            for (LogRecord record : records) {
                last = producer.send(
                        new ProducerRecord<>(partition.topic(), 0, bytes(record.key()), bytes(record.value())));
            }
            long offset = Objects.requireNonNull(last).get().offset();
            awaitReplayed(offset);
            return offset;
        } catch (ExecutionException failed) {
            throw new LogUnavailableException("Kafka did not acknowledge a write", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while writing", interrupted);
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        super.close();
    }
}
