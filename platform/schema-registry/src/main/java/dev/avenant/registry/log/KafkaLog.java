package dev.avenant.registry.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
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
 * and goes on reading in a thread. Appending waits for the acknowledgement of every in-sync replica and then for the
 * reading thread to have passed the record. Kafka's clients retry what is worth it within {@code patience}.
 */
public final class KafkaLog implements RegistryLog {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final short WANTED_REPLICAS = 3;

    private final String bootstrapServers;
    private final String topic;
    private final Duration patience;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Object progress = new Object();
    private @Nullable Thread follower;
    private long nextOffset;
    private boolean closed;

    /** @param patience how long a write or the start may take before the cluster counts as away */
    public KafkaLog(String bootstrapServers, String topic, Duration patience) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.patience = patience;
        int millis = Math.toIntExact(patience.toMillis());
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        millis,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        millis / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        millis),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        millis),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void start(BiConsumer<String, @Nullable String> reader) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                Math.toIntExact(patience.toMillis()),
                "request.timeout.ms",
                Math.toIntExact(patience.toMillis()) / 2))) {
            createOrCheckTopic(admin);
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            poll(reader, partition);
        }
        poll(reader, partition);
        Thread thread = new Thread(() -> follow(reader, partition), "registry-log");
        thread.setDaemon(true);
        thread.start();
        follower = thread;
    }

    @Override
    public void append(String key, @Nullable String value) {
        long offset = send(key, value);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            synchronized (progress) {
                while (nextOffset <= offset) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (closed || left <= 0) {
                        throw new LogUnavailableException("The record at offset " + offset + " of " + topic
                                + " was written but not read back within " + patience.toSeconds() + " s");
                    }
                    progress.wait(left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while reading back from " + topic, interrupted);
        }
    }

    private long send(String key, @Nullable String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                0,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        try {
            return producer.send(record)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new LogUnavailableException("Kafka did not acknowledge a write to " + topic, cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while writing to " + topic, interrupted);
        }
    }

    private void follow(BiConsumer<String, @Nullable String> reader, TopicPartition partition) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                poll(reader, partition);
            } catch (WakeupException closing) {
                return;
            } catch (KafkaException failed) {
                LOG.warn("Reading {} failed, trying again: {}", topic, failed.toString());
            }
        }
    }

    private void poll(BiConsumer<String, @Nullable String> reader, TopicPartition partition) {
        consumer.poll(POLL).forEach(record -> {
            if (record.key() != null) {
                reader.accept(
                        new String(record.key(), StandardCharsets.UTF_8),
                        record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8));
            }
        });
        synchronized (progress) {
            nextOffset = consumer.position(partition);
            progress.notifyAll();
        }
    }

    private void createOrCheckTopic(Admin admin) {
        try {
            int brokers = admin.describeCluster().nodes().get().size();
            NewTopic wanted = new NewTopic(topic, 1, (short) Math.min(WANTED_REPLICAS, brokers))
                    .configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw away(failed);
            }
            check(admin);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away(interrupted);
        }
    }

    private void check(Admin admin) {
        try {
            TopicDescription described = Objects.requireNonNull(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
            if (described.partitions().size() != 1) {
                throw new UnfitTopicException("The topic " + topic + " has "
                        + described.partitions().size()
                        + " partitions, but the registry needs exactly 1 to keep its order. Copy its records to a topic"
                        + " with one partition and name that one with --topic");
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            String policy = Objects.requireNonNull(
                            admin.describeConfigs(List.of(resource)).all().get().get(resource))
                    .get("cleanup.policy")
                    .value();
            if (!"compact".equals(policy)) {
                throw new UnfitTopicException("The topic " + topic + " has cleanup.policy=" + policy
                        + ", but the registry needs compact, or Kafka deletes schemas. Mend it with: kafka-configs.sh"
                        + " --bootstrap-server " + bootstrapServers + " --alter --topic " + topic
                        + " --add-config cleanup.policy=compact");
            }
        } catch (ExecutionException failed) {
            throw away(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away(interrupted);
        }
    }

    private LogUnavailableException away(Exception failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return new LogUnavailableException(
                "Kafka at " + bootstrapServers + " did not answer within " + patience.toSeconds() + " s", cause);
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
                thread.join(patience.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        consumer.close();
        producer.close();
    }
}
