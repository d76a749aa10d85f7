package dev.avenant.operations.events;

import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks for records of a topic, and says how much of it it looked at. Joins no group. */
public final class EventSearch {
    /** How many bytes the records have that are kept at once; at least one is. */
    static final long MOST_BYTES = 64_000_000;

    private EventSearch() {}

    static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        return (long) Math.max(0, record.serializedValueSize()) + Math.max(0, record.serializedKeySize());
    }

    /**
     * What was found.
     *
     * @param records in the order of their times, the newest first
     * @param searched how many records were looked at
     * @param total how many there are where it was to look; while not all were looked at, gaps of compaction and
     *     transactions count too
     * @param partition the one partition that was looked at; null for all
     * @param end why it ended
     * @param unevaluated what the expression says nothing about; null for nothing
     * @param spans what was looked at of each partition where it was to look
     */
    public record Found(
            List<ConsumerRecord<byte[], byte[]>> records,
            long searched,
            long total,
            @Nullable Integer partition,
            End end,
            @Nullable Unevaluated unevaluated,
            SortedMap<Integer, SearchedSpan> spans) {

        public Found {
            records = List.copyOf(records);
            spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
        }

        /** Before which offsets older records lie that were not looked at; empty when there are none. */
        public Optional<PartitionOffsets> older() {
            return offsets(span -> span.begin() < span.from(), SearchedSpan::from);
        }

        /** From which offsets on newer records lie that were not looked at; empty when there are none. */
        public Optional<PartitionOffsets> newer() {
            return offsets(span -> span.to() < span.end(), SearchedSpan::to);
        }

        private Optional<PartitionOffsets> offsets(
                Predicate<SearchedSpan> goesOn, ToLongFunction<SearchedSpan> offset) {
            if (spans.values().stream().noneMatch(goesOn)) {
                return Optional.empty();
            }
            SortedMap<Integer, Long> offsets = new TreeMap<>();
            spans.forEach((partition, span) -> offsets.put(partition, offset.applyAsLong(span)));
            return Optional.of(new PartitionOffsets(offsets));
        }
    }

    /** Why a search ended. */
    public enum End {
        /** All records were looked at. */
        WHOLE,
        /** As many were found as are shown. */
        ENOUGH,
        /** It took as long as it may. */
        TIME
    }

    /**
     * A page of records when nothing is looked for, otherwise the first ones from where it begins that are meant.
     *
     * @param values what an expression asks for the values of records
     * @param most how many are shown
     * @param budget how long it may take
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic
     * @throws dev.avenant.messaging.api.KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public static Found search(
            TopicReader reader, String topic, EventQuery query, ExpressionValues values, int most, Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        Map<Integer, Long> begins = reader.begins(topic);
        Map<Integer, Long> ends = reader.atEnd(topic).positions();
        Integer only = query.partitionOf(begins.size());
        if (only != null) {
            begins.keySet().retainAll(Set.of(only));
        }
        Map<Integer, Long> starts = starts(reader, topic, query, query.isTowardsOlder(), begins, ends);
        return query.isFiltered()
                ? firstOf(new RecordScan(query, values, deadline), reader, topic, most, starts, begins, ends, only)
                : new RecordPage(reader, topic, query.isTowardsOlder(), most, deadline)
                        .read(starts, begins, ends, only);
    }

    /** The newest records of all partitions; throws the same. */
    public static Found newest(TopicReader reader, String topic, int most, Duration budget) {
        return search(reader, topic, EventQuery.NEWEST, record -> "", most, budget);
    }

    /** Where each of the partitions begins that are looked at; when it goes towards older records, behind what is looked at. */
    static Map<Integer, Long> starts(
            TopicReader reader,
            String topic,
            EventQuery query,
            boolean towardsOlder,
            Map<Integer, Long> begins,
            Map<Integer, Long> ends) {
        Long since = query.since();
        Map<TopicPartition, Long> atTime = since == null ? Map.of() : reader.startsAt(topic, since);
        Map<Integer, Long> starts = new HashMap<>();
        begins.forEach((partition, begin) -> {
            long end = ends.getOrDefault(partition, begin);
            long start = towardsOlder ? end : begin;
            if (query.bound() != null) {
                start = query.bound().offsets().offsets().getOrDefault(partition, begin);
            } else if (since != null) {
                start = atTime.getOrDefault(new TopicPartition(topic, partition), end);
            } else if (query.offset() != null) {
                start = query.offset();
            }
            starts.put(partition, Math.min(end, Math.max(begin, start)));
        });
        return starts;
    }

    /** The first records from the starts on that are meant. */
    private static Found firstOf(
            RecordScan scan,
            TopicReader reader,
            String topic,
            int most,
            Map<Integer, Long> starts,
            Map<Integer, Long> begins,
            Map<Integer, Long> ends,
            @Nullable Integer only) {
        Map<Integer, Long> wanted = new HashMap<>(starts);
        wanted.replaceAll((partition, start) -> ends.getOrDefault(partition, start));
        FirstRecords first = new FirstRecords(most);
        End end = scan.run(reader, topic, starts, wanted, first);
        SortedMap<Integer, SearchedSpan> spans = new TreeMap<>();
        starts.forEach((partition, start) -> {
            long until = wanted.getOrDefault(partition, start);
            spans.put(
                    partition,
                    new SearchedSpan(
                            begins.getOrDefault(partition, start),
                            start,
                            Math.min(until, scan.lookedAt(partition, start)),
                            until));
        });
        long total = spans.values().stream()
                .mapToLong(span -> span.end() - span.from())
                .sum();
        return new Found(
                first.records().stream()
                        .sorted(TopicReader.OLDEST_FIRST.reversed())
                        .toList(),
                scan.searched(),
                end == End.WHOLE ? scan.searched() : total, // without the gaps, once all was looked at
                only,
                end,
                scan.unevaluated().orElse(null),
                spans);
    }

    /** Keeps records until there are as many as are shown, or as fit into memory. */
    private static final class FirstRecords implements RecordScan.Taker {
        private final int most;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private long bytes;

        FirstRecords(int most) {
            this.most = most;
        }

        @Override
        public boolean takesAsTheLast(ConsumerRecord<byte[], byte[]> record) {
            records.add(record);
            bytes += sizeOf(record);
            return records.size() == most || bytes > MOST_BYTES;
        }

        List<ConsumerRecord<byte[], byte[]>> records() {
            return records;
        }
    }
}
