package jobplatform.search.readmodel;

import dev.avenant.messaging.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Reads what the subscribed topics hold, from their beginning to where they end now, beside the listeners. */
@Component
class RecordedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedEvents.class);

    private static final Duration POLL = Duration.ofMillis(500);

    /** A topic that yields nothing for this long is taken for away. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final List<Subscription> subscriptions;
    private final KafkaProperties properties;
    private final KafkaConnectionDetails connection;
    private final EventDecoder decoder;

    RecordedEvents(
            List<Subscription> subscriptions,
            KafkaProperties properties,
            KafkaConnectionDetails connection,
            EventDecoder decoder) {
        this.subscriptions = subscriptions;
        this.properties = properties;
        this.connection = connection;
        this.decoder = decoder;
    }

    /**
     * Reads them all, in the order of each partition.
     *
     * @param batches is called with the events of one poll after the other
     * @throws IllegalStateException if Kafka does not answer any more
     */
    Summary readAll(Consumer<List<Object>> batches) {
        try (KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
                Deserializer<Object> deserializer = decoder.open()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            boolean isWhole =
                    consumer.beginningOffsets(partitions).values().stream().allMatch(offset -> offset == 0);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long events = 0;
            long skipped = 0;
            long heardAt = System.nanoTime();
            while (!hasReached(consumer, ends)) {
                List<Object> batch = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    heardAt = System.nanoTime();
                    if (isSubscribed(each) && !decode(deserializer, each, batch)) {
                        skipped++;
                    }
                }
                events += batch.size();
                batches.accept(batch);
                if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
                    throw new IllegalStateException("Kafka said nothing for " + SILENCE.toSeconds() + " s");
                }
            }
            return new Summary(events, skipped, isWhole);
        }
    }

    /** What cannot be read is a dead letter of the listeners, or will be: the rebuilding goes on without it. */
    private static boolean decode(
            Deserializer<Object> deserializer, ConsumerRecord<String, byte[]> record, List<Object> batch) {
        try {
            batch.add(EventDecoder.decode(deserializer, record));
            return true;
        } catch (RuntimeException unreadable) {
            LOG.warn(
                    "An event is left out, which cannot be read: {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    unreadable.toString());
            return false;
        }
    }

    private boolean isSubscribed(ConsumerRecord<String, byte[]> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type != null
                && record.value() != null
                && subscriptions.stream()
                        .filter(subscription -> subscription.topic().equals(record.topic()))
                        .anyMatch(subscription -> subscription
                                .eventOfType(new String(type.value(), StandardCharsets.UTF_8))
                                .isPresent());
    }

    private static boolean hasReached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return subscriptions.stream()
                .flatMap(subscription -> consumer.partitionsFor(subscription.topic()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.getConsumer().getBootstrapServers());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    /**
     * What was read.
     *
     * @param events how many events
     * @param skipped how many more could not be read
     * @param isWhole whether the topics still hold all that was ever published on them
     */
    record Summary(long events, long skipped, boolean isWhole) {}
}
