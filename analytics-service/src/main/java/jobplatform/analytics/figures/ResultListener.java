package jobplatform.analytics.figures;

import dev.avenant.messaging.MessagingProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Reads the results of the stream and has them written down. Where to read on is known from the database, so one that was
 * lost is filled again, and one that was restored from a backup catches up.
 *
 * <p>It makes their topics first; while Kafka is away that is tried again, and so is what the database does not take.
 */
@Component
class ResultListener implements SmartLifecycle, ConsumerAwareRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(ResultListener.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final int RECORDS_OF_A_POLL = 1_000;

    private final ResultTopics topics;
    private final ResultWriter writer;
    private final ResultTopicsMaker maker;

    /** Up to where each partition was read and written down, as far as this process knows. */
    private final Map<TopicPartition, Long> written = new ConcurrentHashMap<>();

    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private @Nullable Thread starting;

    ResultListener(
            ResultTopics topics,
            ResultWriter writer,
            ResultTopicsMaker maker,
            ConsumerFactory<?, ?> consumers,
            MessagingProperties messaging) {
        this.topics = topics;
        this.writer = writer;
        this.maker = maker;
        container = container(consumers, messaging.groupId() + "-figures-results");
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(
            ConsumerFactory<?, ?> consumers, String group) {
        Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_OF_A_POLL);
        ContainerProperties properties = new ContainerProperties(topics.all().toArray(String[]::new));
        properties.setConsumerRebalanceListener(this);
        properties.setMessageListener((BatchConsumerAwareMessageListener<String, byte[]>)
                (records, consumer) -> write(records, Objects.requireNonNull(consumer)));
        properties.setMissingTopicsFatal(false);
        var results = new ConcurrentMessageListenerContainer<String, byte[]>(
                new DefaultKafkaConsumerFactory<>(settings, new StringDeserializer(), new ByteArrayDeserializer()),
                properties);
        results.setBeanName("figures-results");
        results.setCommonErrorHandler(new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, Long.MAX_VALUE)));
        return results;
    }

    private void write(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition = new HashMap<>();
        records.forEach(record -> byPartition
                .computeIfAbsent(new TopicPartition(record.topic(), record.partition()), partition -> new ArrayList<>())
                .add(record));
        byPartition.forEach((partition, its) -> write(partition, its, consumer));
    }

    /** What was sought when the partition came may have failed, and the database may be one from a backup since. */
    private void write(TopicPartition partition, List<ConsumerRecord<String, byte[]>> its, Consumer<?, ?> consumer) {
        long next = writer.nextOffset(partition.topic(), partition.partition());
        if (next < Objects.requireNonNullElse(written.get(partition), Long.MAX_VALUE)) {
            consumer.seek(partition, next);
            written.put(partition, next);
            return;
        }
        written.put(partition, writer.write(partition.topic(), partition.partition(), its));
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        written.keySet().removeAll(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach((partition, end) -> {
            long next = writer.nextOffset(partition.topic(), partition.partition(), end);
            consumer.seek(partition, next);
            written.put(partition, next);
        });
    }

    @Override
    public synchronized void start() {
        Thread thread = new Thread(this::startContainer, "figures-results-start");
        thread.setDaemon(true);
        starting = thread;
        thread.start();
    }

    private void startContainer() {
        boolean hasFailed = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                maker.makeWhatIsMissing();
                break;
            } catch (RuntimeException failure) {
                if (!hasFailed) {
                    LOG.warn("The results of the figures are not read yet", failure);
                }
                hasFailed = true;
                pause();
            }
        }
        startUnlessStopped();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void startUnlessStopped() {
        if (Thread.currentThread().equals(starting)) {
            container.start();
        }
    }

    @Override
    public void stop() {
        Thread thread;
        synchronized (this) {
            thread = starting;
            starting = null;
        }
        if (thread != null) {
            thread.interrupt();
        }
        container.stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return starting != null;
    }
}
