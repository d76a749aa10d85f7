package dev.avenant.console.events;

import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.console.registry.RegistryQuestions;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.Correlation;
import dev.avenant.operations.events.CorrelationSearch;
import dev.avenant.operations.events.DecodedValues;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventSearch;
import dev.avenant.operations.events.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of topics, read without joining a consumer group. Throws {@link
 * dev.avenant.console.kafka.KafkaAwayException}; nobody retries. */
@PerCluster
public class EventReader {

    private static final Duration BUDGET = Duration.ofSeconds(8);

    /** How many records a page shows. */
    public static final int PAGE = 50;

    private final KafkaConnection kafka;
    private final RegistryQuestions registry;
    private final Access access;

    EventReader(KafkaConnection kafka, RegistryQuestions registry, Access access) {
        this.kafka = kafka;
        this.registry = registry;
        this.access = access;
    }

    /**
     * The records that are looked for. What is masked for whoever asks is masked for an expression.
     *
     * @param most how many are shown
     * @throws dev.avenant.operations.OperationException if an expression needs the registry, and it does not answer
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic
     */
    public EventSearch.Found search(String topic, EventQuery query, int most) {
        access.requireTopic(topic);
        DecodedValues values =
                registry.with(client -> new DecodedValues(new WireFormat(client), access::isPersonalDataMasked));
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return EventSearch.search(reader, topic, query, values, most, BUDGET);
            }
        });
    }

    /**
     * What belongs together in all topics that may be seen, but for those of Kafka itself.
     *
     * @param since the first time to look at, in milliseconds since the epoch
     * @param isMeant in which of the topics
     * @param most how many of a topic are shown
     */
    public CorrelationSearch.Found correlated(Correlation wanted, long since, Predicate<String> isMeant, int most) {
        List<String> topics;
        try (Admin admin = kafka.admin()) {
            topics = kafka.answer(admin.listTopics().names()).stream()
                    .filter(access::seesTopic)
                    .filter(isMeant)
                    .sorted()
                    .toList();
        }
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return CorrelationSearch.search(reader, topics, wanted, since, most, BUDGET);
            }
        });
    }

    /** The record at a place; empty when none lies there. */
    public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
        access.requireTopic(topic);
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return reader.at(topic, partition, offset);
            }
        });
    }
}
