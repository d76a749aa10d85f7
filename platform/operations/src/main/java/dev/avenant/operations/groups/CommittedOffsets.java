package dev.avenant.operations.groups;

import dev.avenant.operations.KafkaAccess;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** What consumer groups have committed, asked once for each group. */
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
            return of(group, admin, kafka);
        }
    }

    static Map<TopicPartition, Long> of(String group, Admin admin, KafkaAccess kafka) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        kafka.answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }
}
