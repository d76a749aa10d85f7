package dev.avenant.console.contracts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import dev.avenant.operations.events.SchemaUsage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * With which schemas the records of topics were written. A topic that is too long for one look is read on at the next; what
 * was read is forgotten after half an hour. Who may see the topics is asked by whoever asks here.
 */
@PerCluster
class RecordCounts {

    private static final Duration BUDGET = Duration.ofSeconds(6);

    private final KafkaConnection kafka;
    private final Cache<Counted, SchemaUsage> counts = Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofMinutes(30))
            .build();

    RecordCounts(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** A topic that was there under this name; another one of the same name has another id. */
    private record Counted(Uuid id, String topic, boolean isOfKeys) {}

    /**
     * What was counted.
     *
     * @param uses by topic
     * @param searched how many records were looked at
     * @param total how many there are
     * @param isWhole whether all were looked at
     */
    record Counts(Map<String, List<SchemaUsage.Use>> uses, long searched, long total, boolean isWhole) {}

    /**
     * Counts the records of some topics; those that are gone meanwhile are passed over.
     *
     * @param isOfKeys whether the schemas of the keys are meant, rather than those of the values
     */
    Counts of(Admin admin, Collection<String> topics, boolean isOfKeys) {
        long deadline = System.nanoTime() + BUDGET.toNanos();
        Map<String, Uuid> ids = ids(admin, topics);
        Map<String, List<SchemaUsage.Use>> uses = new TreeMap<>();
        long searched = 0;
        long total = 0;
        boolean isWhole = true;
        try (TopicReader reader = kafka.reader()) {
            for (Map.Entry<String, Uuid> topic : ids.entrySet()) {
                SchemaUsage usage = Objects.requireNonNull(counts.get(
                        new Counted(topic.getValue(), topic.getKey(), isOfKeys),
                        key -> new SchemaUsage(key.topic(), key.isOfKeys())));
                // Whoever looks at the same time waits, and then finds it read.
                synchronized (usage) {
                    try {
                        usage.readOn(reader, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                    } catch (TopicNotFoundException gone) {
                        continue;
                    }
                    uses.put(topic.getKey(), usage.uses());
                    searched += usage.searched();
                    total += usage.total();
                    isWhole &= usage.isWhole();
                }
            }
        }
        return new Counts(uses, searched, total, isWhole);
    }

    /** Those of topics that are there, by name. */
    private Map<String, Uuid> ids(Admin admin, Collection<String> topics) {
        Map<String, Uuid> ids = new TreeMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, description) -> {
            try {
                ids.put(topic, kafka.answer(description).topicId());
            } catch (KafkaAwayException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        });
        return ids;
    }
}
