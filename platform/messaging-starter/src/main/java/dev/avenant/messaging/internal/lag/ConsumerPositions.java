package dev.avenant.messaging.internal.lag;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.util.StringUtils;

/**
 * What the consumers of this process read and committed, as Kafka's client tells its interceptors. The committed offset
 * alone would not do: behind the last record there is the marker of its transaction, which nobody commits.
 */
public final class ConsumerPositions {

    private final Map<TopicPartition, State> states = new ConcurrentHashMap<>();
    private Set<TopicPartition> absentBefore = Set.of();

    /** Has the consumers that the factory makes from now on tell of what they do, besides the service's own interceptors. */
    public void follow(ConsumerFactory<byte[], byte[]> consumers) {
        List<Object> interceptors = new ArrayList<>();
        Object ofTheService = consumers.getConfigurationProperties().get(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        if (ofTheService instanceof String names) {
            interceptors.addAll(List.of(StringUtils.tokenizeToStringArray(names, ",")));
        } else if (ofTheService instanceof List<?> classes) {
            interceptors.addAll(classes);
        }
        interceptors.add(PositionsInterceptor.class);
        consumers.updateConfigs(Map.of(
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, interceptors, PositionsInterceptor.POSITIONS_CONFIG, this));
    }

    void read(ConsumerRecords<?, ?> records) {
        records.nextOffsets()
                .forEach((partition, next) -> states.computeIfAbsent(partition, added -> new State())
                        .read(records.records(partition), next.offset()));
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            State state = states.get(partition);
            if (state != null) {
                state.committed(offset.offset());
            }
        });
    }

    /** Where the group is in a partition; empty before its consumer has read anything. */
    Optional<Position> of(TopicPartition partition) {
        return Optional.ofNullable(states.get(partition)).map(State::position);
    }

    /** Forgets the partitions that were not read here the last time either: one may be assigned at this moment. */
    synchronized void retain(Set<TopicPartition> assigned) {
        Set<TopicPartition> absent = new HashSet<>(states.keySet());
        absent.removeAll(assigned);
        states.keySet().removeIf(partition -> absent.contains(partition) && absentBefore.contains(partition));
        absentBefore = absent;
    }

    /**
     * The first record of a partition that is not handled.
     *
     * @param next its offset, or the one of the next record that will be published
     * @param timestamp its timestamp in milliseconds; empty when it was not read yet, or is not there
     */
    record Position(long next, Optional<Long> timestamp) {}

    private static final class State {

        private final NavigableMap<Long, Long> timestampsOfUnhandled = new TreeMap<>();
        private long behindRead;

        synchronized void read(List<? extends ConsumerRecord<?, ?>> records, long next) {
            records.forEach(record -> timestampsOfUnhandled.put(record.offset(), record.timestamp()));
            behindRead = next;
        }

        synchronized void committed(long offset) {
            timestampsOfUnhandled.headMap(offset).clear();
        }

        synchronized Position position() {
            Map.Entry<Long, Long> first = timestampsOfUnhandled.firstEntry();
            return first == null
                    ? new Position(behindRead, Optional.empty())
                    : new Position(first.getKey(), Optional.of(first.getValue()));
        }
    }
}
