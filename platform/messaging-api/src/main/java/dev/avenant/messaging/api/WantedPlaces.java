package dev.avenant.messaging.api;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The places of a topic that somebody wants to read, as long as they are not read. */
final class WantedPlaces {

    /** What lies between two places is read over when it is less than this, since a seek gives up what was fetched. */
    private static final long SMALL_GAP = 1_000;

    private final Map<TopicPartition, TreeSet<Long>> wanted = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    WantedPlaces(String topic, Map<Integer, ? extends SortedSet<Long>> offsets) {
        offsets.forEach((partition, places) -> wanted.put(new TopicPartition(topic, partition), new TreeSet<>(places)));
    }

    /** Where to begin in a partition that has these offsets: at the first place that is there. */
    long start(TopicPartition partition, long begin, long end) {
        ends.put(partition, end);
        TreeSet<Long> places = wanted.get(partition);
        if (places == null) {
            return end;
        }
        places.headSet(begin).clear();
        places.tailSet(end).clear();
        return places.isEmpty() ? end : places.first();
    }

    /** Whether the record is one of those, which it is once. */
    boolean take(ConsumerRecord<?, ?> record) {
        TreeSet<Long> places = wanted.get(new TopicPartition(record.topic(), record.partition()));
        return places != null && places.remove(record.offset());
    }

    /** Goes on to the next place of each partition, forgets those that are not there, and reads no partition that has none. */
    void seek(Consumer<?, ?> consumer, Map<Integer, Long> positions) {
        wanted.entrySet().removeIf(left -> {
            TopicPartition partition = left.getKey();
            long position = positions.getOrDefault(partition.partition(), Long.MAX_VALUE);
            left.getValue().headSet(position).clear();
            boolean isDone = left.getValue().isEmpty();
            if (isDone && ends.containsKey(partition)) {
                consumer.seek(partition, ends.get(partition));
            } else if (!isDone && left.getValue().first() - position > SMALL_GAP) {
                consumer.seek(partition, left.getValue().first());
            }
            return isDone;
        });
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }
}
