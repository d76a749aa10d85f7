package dev.avenant.console.topics;

import dev.avenant.console.access.Access;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** How many records come to the topics that may be seen. Throws {@link KafkaAwayException}; nobody retries. */
@PerCluster
public class TopicRates {

    private final RecordsPerMinute records;
    private final Access access;

    TopicRates(KafkaConnection kafka, Access access) {
        this.records = new RecordsPerMinute(kafka, Clock.systemUTC());
        this.access = access;
    }

    /**
     * How many records come to a topic.
     *
     * @param perSecond on average since the minute before this one began
     * @param perMinute of each of the last 15 whole minutes, the oldest first
     */
    public record Rate(double perSecond, List<Long> perMinute) {
        public Rate {
            perMinute = List.copyOf(perMinute);
        }
    }

    /** What comes to those of some topics that may be seen, by name. */
    public Map<String, Rate> of(List<TopicSummary> topics) {
        return records.of(
                topics.stream().filter(topic -> access.seesTopic(topic.name())).toList());
    }
}
