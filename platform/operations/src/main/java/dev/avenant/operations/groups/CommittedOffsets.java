package dev.avenant.operations.groups;

import dev.avenant.operations.KafkaAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Up to where groups have done everything, asked once for each group. */
public final class CommittedOffsets implements Function<String, Map<TopicPartition, Long>> {
    private final KafkaAccess kafka;
    private final Map<String, Map<TopicPartition, Long>> known = new HashMap<>();

    public CommittedOffsets(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** By partition; nothing when Kafka knows no such group. */
    @Override
    public Map<TopicPartition, Long> apply(String group) {
        return known.computeIfAbsent(group, this::ask);
    }

    private Map<TopicPartition, Long> ask(String group) {
        try (Admin admin = kafka.admin()) {
            return new GroupOffsets(admin, kafka).committed(group);
        }
    }
}
