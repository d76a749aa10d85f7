package jobplatform.analytics.stream;

import dev.avenant.messaging.MessagingProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import jobplatform.analytics.figures.FigureTable;
import jobplatform.analytics.figures.ReadingStage;
import jobplatform.analytics.figures.ResultTopics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.ConsumerFactory;

/** The topics that an event passes on its way to the database, in their order. */
@Configuration(proxyBeanMethods = false)
class ReadingStages {

    private static final int API_MILLIS = 5_000;

    @Bean
    @Order(1)
    ReadingStage events(ConsumerFactory<?, ?> consumers, MessagingProperties messaging, FigureTopology topology) {
        return ofStream(consumers, messaging, topology.sources());
    }

    @Bean
    @Order(2)
    ReadingStage facts(ConsumerFactory<?, ?> consumers, MessagingProperties messaging) {
        return ofStream(consumers, messaging, List.of(FigureTopology.factsTopic(applicationId(messaging))));
    }

    @Bean
    @Order(3)
    ReadingStage changes(ConsumerFactory<?, ?> consumers, MessagingProperties messaging) {
        return ofStream(consumers, messaging, List.of(FigureTopology.changesTopic(applicationId(messaging))));
    }

    @Bean
    @Order(4)
    ReadingStage results(
            ConsumerFactory<?, ?> consumers, MessagingProperties messaging, ResultTopics topics, FigureTable figures) {
        return new ReadingStage(
                consumers(consumers, messaging), topics.all(), (consumer, partitions) -> figures.offsets());
    }

    /** The name under which Kafka knows the stream. */
    static String applicationId(MessagingProperties messaging) {
        return messaging.groupId() + "-figures";
    }

    private static ReadingStage ofStream(
            ConsumerFactory<?, ?> consumers, MessagingProperties messaging, List<String> topics) {
        return new ReadingStage(consumers(consumers, messaging), topics, ReadingStages::committed);
    }

    private static Map<TopicPartition, Long> committed(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        committed.forEach((partition, offset) -> {
            // Null of a partition of which nothing was committed, whatever the method's type says.
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    /** It asks for what the stream has committed, and never joins its group. */
    private static Supplier<Consumer<byte[], byte[]>> consumers(
            ConsumerFactory<?, ?> consumers, MessagingProperties messaging) {
        return () -> {
            Map<String, Object> settings = new HashMap<>(consumers.getConfigurationProperties());
            settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, applicationId(messaging));
            settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
            settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
            return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        };
    }
}
