package dev.avenant.operations.events;

import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a topic however long it is, keeps nothing of it, and says how much of it it looked at, and what it left out. Joins
 * no group.
 */
public final class EventScan {

    private static final Duration LONGEST = Duration.ofDays(1);

    private EventScan() {}

    /**
     * Where a scan ends in each partition, if not at the end that the topic has when it begins.
     *
     * @param offset the first that is not looked at; null for another end
     * @param time of the first record that is not looked at, nor those behind it, in milliseconds since the epoch; null for
     *     another end
     */
    public record Until(@Nullable Long offset, @Nullable Long time) {
        /** The end of the topic. */
        public static final Until END = new Until(null, null);
    }

    /**
     * What was looked at. What was not is counted by offsets, so that gaps of compaction and transactions count too.
     *
     * @param found how many of the records are meant
     * @param searched how many records were looked at
     * @param before how many lie before where it was to begin
     * @param behind how many lie where it was to end, or behind that
     * @param left how many were to be looked at and were not, since enough was found
     * @param elsewhere how many lie in partitions that were not looked at
     * @param gone how many were to be looked at and are not there any more
     * @param partition the one partition that was looked at; null for all
     * @param unevaluated what the expression says nothing about; null for nothing
     */
    public record Covered(
            long found,
            long searched,
            long before,
            long behind,
            long left,
            long elsewhere,
            long gone,
            @Nullable Integer partition,
            @Nullable Unevaluated unevaluated) {

        /** How many records the topic has. */
        public long total() {
            return searched + before + behind + left + elsewhere;
        }

        /** Whether all records of the topic were looked at. */
        public boolean isWhole() {
            return searched == total();
        }
    }

    /**
     * The newest ones.
     *
     * @param records the oldest of them first
     * @param covered what was looked at for them
     */
    public record Newest(List<ConsumerRecord<byte[], byte[]>> records, Covered covered) {
        public Newest {
            records = List.copyOf(records);
        }
    }

    /**
     * Hands over the records that are meant, in the order of each partition.
     *
     * @param query where it begins is its offset or its time, otherwise the oldest record
     * @param values what an expression asks for the values of records
     * @param most how many are handed over
     * @throws dev.avenant.operations.OperationException if the topic has no such partition
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic
     * @throws dev.avenant.messaging.api.KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public static Covered forEach(
            TopicReader reader,
            String topic,
            EventQuery query,
            Until until,
            ExpressionValues values,
            long most,
            Consumer<? super ConsumerRecord<byte[], byte[]>> action) {
        Map<Integer, Long> begins = reader.begins(topic);
        Map<Integer, Long> topicEnds = reader.atEnd(topic).positions();
        Integer only = query.requirePartitionOf(topic, begins.size());
        long all = between(begins, topicEnds);
        if (only != null) {
            begins.keySet().retainAll(Set.of(only));
        }
        topicEnds.keySet().retainAll(begins.keySet());
        Map<Integer, Long> starts = EventSearch.starts(reader, topic, query, false, begins, topicEnds);
        Map<Integer, Long> ends = ends(reader, topic, until, starts, topicEnds);
        RecordScan scan = new RecordScan(query, values, null);
        AtomicLong found = new AtomicLong();
        EventSearch.End end = scan.run(reader, topic, starts, ends, record -> {
            action.accept(record);
            return found.incrementAndGet() == most;
        });
        Map<Integer, Long> lookedAt = new HashMap<>(starts);
        lookedAt.replaceAll((partition, start) -> scan.lookedAt(partition, start));
        return new Covered(
                found.get(),
                scan.searched(),
                between(begins, starts),
                between(ends, topicEnds),
                end == EventSearch.End.WHOLE ? 0 : between(lookedAt, ends),
                all - between(begins, topicEnds),
                gone(query, until, begins),
                only,
                scan.unevaluated().orElse(null));
    }

    /**
     * The newest of the records that are meant, by their times, as far as they fit into memory. When all are meant they are
     * taken from the ends of the partitions, so that of none a record is passed over, also where times go back. Throws the same.
     *
     * @param most how many
     */
    public static Newest newest(
            TopicReader reader, String topic, EventQuery query, Until until, ExpressionValues values, int most) {
        boolean isOfAll = !query.isFiltered() && query.offset() == null && query.since() == null;
        if (isOfAll && until.equals(Until.END)) {
            return newestOfAll(reader, topic, query, values, most);
        }
        NewestRecords newest = new NewestRecords(most);
        Covered covered = forEach(reader, topic, query, until, values, Long.MAX_VALUE, newest);
        return new Newest(newest.oldestFirst(), covered);
    }

    /** Without a look at those that are older. */
    private static Newest newestOfAll(
            TopicReader reader, String topic, EventQuery query, ExpressionValues values, int most) {
        Map<Integer, Long> begins = reader.begins(topic);
        Integer only = query.requirePartitionOf(topic, begins.size());
        Map<Integer, Long> ends = reader.atEnd(topic).positions();
        EventSearch.Found page = EventSearch.search(reader, topic, query, values, most, LONGEST);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(page.records());
        Collections.reverse(records);
        long elsewhere = 0;
        if (only != null) {
            begins.remove(only);
            elsewhere = between(begins, ends);
        }
        return new Newest(
                records,
                new Covered(
                        records.size(),
                        page.searched(),
                        0,
                        0,
                        page.total() - page.searched(),
                        elsewhere,
                        0,
                        only,
                        null));
    }

    /** Keeps the newest records, and no more bytes than a search does. */
    private static final class NewestRecords implements Consumer<ConsumerRecord<byte[], byte[]>> {
        private final int most;
        private final PriorityQueue<ConsumerRecord<byte[], byte[]>> kept =
                new PriorityQueue<>(TopicReader.OLDEST_FIRST);
        private long bytes;

        NewestRecords(int most) {
            this.most = most;
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> record) {
            kept.add(record);
            bytes += EventSearch.sizeOf(record);
            while (kept.size() > most || (bytes > EventSearch.MOST_BYTES && kept.size() > 1)) {
                bytes -= EventSearch.sizeOf(kept.remove());
            }
        }

        List<ConsumerRecord<byte[], byte[]>> oldestFirst() {
            return kept.stream().sorted(TopicReader.OLDEST_FIRST).toList();
        }
    }

    /**
     * How much was to be looked at and lies before the first offset that is there.
     *
     * @param begins the first offset of each partition that is looked at
     */
    public static long gone(EventQuery query, Until until, Map<Integer, Long> begins) {
        Long from = query.offset();
        if (from == null) {
            return 0;
        }
        long end = until.offset() == null ? Long.MAX_VALUE : until.offset();
        return begins.values().stream()
                .mapToLong(begin -> Math.max(0, Math.min(begin, end) - from))
                .sum();
    }

    /** Where each of the partitions ends that are looked at. */
    private static Map<Integer, Long> ends(
            TopicReader reader, String topic, Until until, Map<Integer, Long> starts, Map<Integer, Long> topicEnds) {
        EventQuery from =
                new EventQuery(null, false, null, null, List.of(), until.offset(), until.time(), null, null, null);
        return until.offset() == null && until.time() == null
                ? topicEnds
                : EventSearch.starts(reader, topic, from, false, starts, topicEnds);
    }

    private static long between(Map<Integer, Long> from, Map<Integer, Long> to) {
        return from.entrySet().stream()
                .mapToLong(start -> Math.max(0, to.getOrDefault(start.getKey(), start.getValue()) - start.getValue()))
                .sum();
    }
}
