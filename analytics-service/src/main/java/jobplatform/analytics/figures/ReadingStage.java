package jobplatform.analytics.figures;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Topics, and whether what they held when this was asked first has been handled. Their ends do not say so by themselves: behind
 * the last record there may be marks of transactions, which nobody handles.
 */
public final class ReadingStage {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int POLLS = 6;

    private final Supplier<? extends Consumer<?, ?>> consumers;
    private final List<String> topics;
    private final Handled handled;
    private @Nullable Map<TopicPartition, Long> ends;

    /** Up to where partitions were handled. */
    @FunctionalInterface
    public interface Handled {

        /** The next offset to be handled, for each of those partitions of which something was; the consumer is free to be asked. */
        Map<TopicPartition, Long> offsets(Consumer<?, ?> consumer, List<TopicPartition> partitions);
    }

    /**
     * @param consumers makes one that reads what is committed, for who closes it
     * @param topics which have to be there
     * @param handled up to where they were handled
     */
    public ReadingStage(Supplier<? extends Consumer<?, ?>> consumers, List<String> topics, Handled handled) {
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
        this.handled = handled;
    }

    /** Begins anew: what is there when it is asked next counts. */
    void reset() {
        ends = null;
    }

    /** Whether all has been handled that was there when this was asked first. */
    boolean isPassed() {
        try (Consumer<?, ?> consumer = consumers.get()) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (ends == null) {
                ends = consumer.endOffsets(partitions);
            }
            return hasNothingBefore(ends, consumer);
        }
    }

    private boolean hasNothingBefore(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
        List<TopicPartition> partitions = List.copyOf(ends.keySet());
        Map<TopicPartition, Long> positions = new HashMap<>(consumer.beginningOffsets(partitions));
        handled.offsets(consumer, partitions).forEach((partition, next) -> positions.merge(partition, next, Math::max));
        Map<TopicPartition, Long> open = positions.entrySet().stream()
                .filter(position -> position.getValue() < ends.getOrDefault(position.getKey(), 0L))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        consumer.assign(open.keySet());
        open.forEach(consumer::seek);
        for (int polls = 0; polls < POLLS && !open.isEmpty(); polls++) {
            for (ConsumerRecord<?, ?> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    return false;
                }
            }
            open.keySet().removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
        return open.isEmpty();
    }
}
