package dev.avenant.console.topics;

import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.operations.groups.GroupOffsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records came to topics in each of the last minutes, by their own times: Kafka knows at which offset a time begins. What
 * it said of a minute is kept, so each look asks for what is new. Throws {@link KafkaAwayException}; nobody retries.
 */
final class RecordsPerMinute {

    private static final int MINUTES = 15;

    private final KafkaConnection kafka;
    private final Clock clock;

    /** Where minutes begin, the oldest first. */
    private final SortedMap<Instant, Map<TopicPartition, Long>> begins = new TreeMap<>();

    RecordsPerMinute(KafkaConnection kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /** What comes to some topics, by name. */
    Map<String, TopicRates.Rate> of(List<TopicSummary> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicSummary topic : topics) {
            for (int number = 0; number < topic.partitions(); number++) {
                partitions.add(new TopicPartition(topic.name(), number));
            }
        }
        try (Admin admin = kafka.admin()) {
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            Map<TopicPartition, Long> ends = offsets.ends(offsets.withLeader(partitions));
            Instant now = clock.instant();
            List<Map<TopicPartition, Long>> minutes = minutes(offsets, ends, now.truncatedTo(ChronoUnit.MINUTES));
            return rates(topics, now, minutes, endsAt(now, offsets, minutes.get(MINUTES - 1), ends));
        }
    }

    /** Up to where partitions are that time: a producer whose clock is ahead writes records of a time to come. */
    private static Map<TopicPartition, Long> endsAt(
            Instant now, GroupOffsets offsets, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        List<TopicPartition> moved = ends.keySet().stream()
                .filter(partition -> begins.getOrDefault(partition, 0L) < ends.getOrDefault(partition, 0L))
                .toList();
        Map<TopicPartition, Long> atNow = new HashMap<>(ends);
        atNow.putAll(offsets.at(moved, now.toEpochMilli() + 1));
        return atNow;
    }

    /** Where each of the last minutes begins, and this one; asks for those that are not known. */
    private synchronized List<Map<TopicPartition, Long>> minutes(
            GroupOffsets offsets, Map<TopicPartition, Long> ends, Instant thisMinute) {
        Instant oldest = thisMinute.minus(MINUTES, ChronoUnit.MINUTES);
        begins.headMap(oldest).clear();
        List<Map<TopicPartition, Long>> minutes = new ArrayList<>();
        for (Instant minute = oldest; !minute.isAfter(thisMinute); minute = minute.plus(1, ChronoUnit.MINUTES)) {
            Map<TopicPartition, Long> known = begins.computeIfAbsent(minute, any -> new HashMap<>());
            // What lies behind the end is of an earlier topic of the name.
            List<TopicPartition> unknown = ends.entrySet().stream()
                    .filter(end -> known.getOrDefault(end.getKey(), Long.MAX_VALUE) > end.getValue())
                    .map(Map.Entry::getKey)
                    .toList();
            if (!unknown.isEmpty()) {
                Map<TopicPartition, Long> found = offsets.at(unknown, minute.toEpochMilli());
                // Where nothing is as late, all that there is was before.
                unknown.forEach(partition ->
                        known.put(partition, found.getOrDefault(partition, ends.getOrDefault(partition, 0L))));
            }
            minutes.add(Map.copyOf(known));
        }
        return minutes;
    }

    private static Map<String, TopicRates.Rate> rates(
            List<TopicSummary> topics,
            Instant now,
            List<Map<TopicPartition, Long>> minutes,
            Map<TopicPartition, Long> ends) {
        Map<String, TopicRates.Rate> rates = new HashMap<>();
        for (TopicSummary topic : topics) {
            List<Long> perMinute = new ArrayList<>();
            for (int minute = 0; minute < MINUTES; minute++) {
                perMinute.add(records(topic, minutes.get(minute), minutes.get(minute + 1)));
            }
            double seconds = 60
                    + (now.toEpochMilli() - now.truncatedTo(ChronoUnit.MINUTES).toEpochMilli()) / 1000.0;
            rates.put(
                    topic.name(),
                    new TopicRates.Rate(records(topic, minutes.get(MINUTES - 1), ends) / seconds, perMinute));
        }
        return rates;
    }

    /** A partition without a leader has no end, and a topic of the same name that is another one may begin anew. */
    private static long records(TopicSummary topic, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        long records = 0;
        for (int number = 0; number < topic.partitions(); number++) {
            TopicPartition partition = new TopicPartition(topic.name(), number);
            records += Math.max(0, to.getOrDefault(partition, 0L) - from.getOrDefault(partition, 0L));
        }
        return records;
    }
}
