package dev.avenant.operations.events;

import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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
     */
    public record Found(
            List<ConsumerRecord<byte[], byte[]>> records,
            long searched,
            long total,
            @Nullable Integer partition,
            End end,
            @Nullable Unevaluated unevaluated) {

        public Found {
            records = List.copyOf(records);
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
     * The newest records when nothing is looked for, otherwise the first ones from where it begins that are meant.
     *
     * @param values what an expression asks for the values of records
     * @param most how many are shown
     * @param budget how long it may take
     * @throws dev.avenant.messaging.api.TopicNotFoundException if there is no such topic
     * @throws dev.avenant.messaging.api.KafkaTimeoutException if Kafka does not answer in time, or stops in the middle
     */
    public static Found search(
            TopicReader reader, String topic, EventQuery query, ExpressionValues values, int most, Duration budget) {
        Map<Integer, Long> begins = reader.begins(topic);
        Map<Integer, Long> ends = reader.atEnd(topic).positions();
        Integer only = query.partitionOf(begins.size());
        Map<Integer, Long> starts = starts(reader, topic, query, begins, ends, most);
        if (only != null) {
            ends.forEach((partition, end) -> {
                if (!partition.equals(only)) {
                    starts.put(partition, end);
                }
            });
        }
        long total = total(only, query.offset() == null && query.since() == null ? begins : starts, ends);
        boolean passesOver = isNewest(query) && total(only, starts, ends) < total;
        return new Search(query, values, only, most, System.nanoTime() + budget.toNanos())
                .run(reader.from(topic, starts), ends, total, passesOver);
    }

    /** The newest records of all partitions; throws the same. */
    public static Found newest(TopicReader reader, String topic, int most, Duration budget) {
        return search(reader, topic, EventQuery.NEWEST, record -> "", most, budget);
    }

    private static boolean isNewest(EventQuery query) {
        return !query.isFiltered() && query.offset() == null && query.since() == null;
    }

    private static Map<Integer, Long> starts(
            TopicReader reader,
            String topic,
            EventQuery query,
            Map<Integer, Long> begins,
            Map<Integer, Long> ends,
            int most) {
        Map<Integer, Long> starts = new HashMap<>();
        Long since = query.since();
        Map<TopicPartition, Long> atTime = since == null ? Map.of() : reader.startsAt(topic, since);
        begins.forEach((partition, begin) -> {
            long end = ends.getOrDefault(partition, begin);
            Long wanted = query.offset();
            long start = begin;
            if (since != null) {
                start = atTime.getOrDefault(new TopicPartition(topic, partition), end);
            } else if (wanted != null) {
                start = wanted;
            } else if (isNewest(query)) {
                start = end - most;
            }
            starts.put(partition, Math.min(end, Math.max(begin, start)));
        });
        return starts;
    }

    private static long total(@Nullable Integer only, Map<Integer, Long> starts, Map<Integer, Long> ends) {
        return starts.entrySet().stream()
                .filter(start -> only == null || only.equals(start.getKey()))
                .mapToLong(start -> Math.max(0, ends.getOrDefault(start.getKey(), 0L) - start.getValue()))
                .sum();
    }

    /** One search; used once. */
    private static final class Search {
        private final EventQuery query;
        private final RecordCondition condition;
        private final @Nullable Integer only;
        private final int most;
        private final long deadline;
        private final PriorityQueue<ConsumerRecord<byte[], byte[]>> found =
                new PriorityQueue<>(TopicReader.OLDEST_FIRST);
        private long bytes;
        private boolean isLeftOut;
        private long searched;

        Search(EventQuery query, ExpressionValues values, @Nullable Integer only, int most, long deadline) {
            this.query = query;
            this.condition = new RecordCondition(query.where(), values);
            this.only = only;
            this.most = most;
            this.deadline = deadline;
        }

        /** @param passesOver whether there are older records than those that it looks at */
        Found run(TopicCursor cursor, Map<Integer, Long> ends, long total, boolean passesOver) {
            boolean isNewest = isNewest(query);
            End end = End.WHOLE;
            while (!cursor.isAtEnd() && end == End.WHOLE) {
                try {
                    end = look(cursor.next(), ends, isNewest);
                } catch (EventExpression.OutOfTimeException late) {
                    end = End.TIME;
                }
                if (end == End.WHOLE && !cursor.isAtEnd() && System.nanoTime() > deadline) {
                    end = End.TIME;
                }
            }
            boolean isCut = passesOver || isLeftOut;
            boolean isWhole = end == End.WHOLE && !isCut;
            return new Found(
                    found.stream().sorted(TopicReader.OLDEST_FIRST.reversed()).toList(),
                    searched,
                    isWhole ? searched : total, // without the gaps, once all was looked at
                    only,
                    isCut && end == End.WHOLE ? End.ENOUGH : end,
                    condition.unevaluated().orElse(null));
        }

        private End look(Iterable<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> ends, boolean isNewest) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (isMeant(record, ends)) {
                    boolean matches = query.matchesWithoutValue(record) && condition.holds(record, deadline);
                    searched++;
                    if (matches) {
                        keep(record, isNewest);
                    }
                    if (!isNewest && (found.size() == most || bytes > MOST_BYTES)) {
                        return End.ENOUGH;
                    }
                }
            }
            return End.WHOLE;
        }

        /** Of the newest, older ones make room for others. */
        private void keep(ConsumerRecord<byte[], byte[]> record, boolean isNewest) {
            found.add(record);
            bytes += sizeOf(record);
            while (isNewest && (found.size() > most || (bytes > MOST_BYTES && found.size() > 1))) {
                bytes -= sizeOf(found.remove());
                isLeftOut = true;
            }
        }

        private boolean isMeant(ConsumerRecord<byte[], byte[]> record, Map<Integer, Long> ends) {
            return (only == null || record.partition() == only)
                    && record.offset() < ends.getOrDefault(record.partition(), 0L);
        }
    }
}
