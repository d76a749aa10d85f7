package dev.avenant.console.events;

import dev.avenant.console.access.Access;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventSearch;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** Records of topics, read without joining a consumer group. Throws {@link
 * dev.avenant.console.kafka.KafkaAwayException}; nobody retries. */
@Component
public class EventReader {

    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final int MOST = 50;

    private final KafkaConnection kafka;
    private final Access access;

    EventReader(KafkaConnection kafka, Access access) {
        this.kafka = kafka;
        this.access = access;
    }

    /**
     * The records that are looked for.
     *
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic
     */
    public EventSearch.Found search(String topic, EventQuery query) {
        access.requireTopic(topic);
        return kafka.ask(() -> {
            try (TopicReader reader = kafka.reader()) {
                return EventSearch.search(reader, topic, query, MOST, BUDGET);
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
