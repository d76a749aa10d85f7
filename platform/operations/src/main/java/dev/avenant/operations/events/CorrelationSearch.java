package dev.avenant.operations.events;

import dev.avenant.messaging.api.KafkaTimeoutException;
import dev.avenant.messaging.api.TopicNotFoundException;
import dev.avenant.messaging.api.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Looks for what belongs together in several topics, and says of each how much of it it looked at. Joins no group. */
public final class CorrelationSearch {
    private CorrelationSearch() {}

    /**
     * What was found.
     *
     * @param records in the order of their times, the oldest first
     * @param topics what was looked at, in the order that was asked for
     */
    public record Found(List<ConsumerRecord<byte[], byte[]>> records, List<Covered> topics) {

        public Found {
            records = List.copyOf(records);
            topics = List.copyOf(topics);
        }

        /** Whether all that there was to look at was looked at. */
        public boolean isWhole() {
            return topics.stream().allMatch(Covered::isWhole);
        }

        /** How many records were looked at. */
        public long searched() {
            return topics.stream().mapToLong(Covered::searched).sum();
        }

        /** How many records there are where it was to look. */
        public long total() {
            return topics.stream().mapToLong(Covered::total).sum();
        }
    }

    /**
     * How much of a topic was looked at.
     *
     * @param found how many records of it belong together
     * @param searched how many records were looked at
     * @param total how many there are since the time from which on it looked
     * @param end why it ended
     * @param problem why it was not looked at at all; null when it was
     */
    public record Covered(
            String topic,
            int found,
            long searched,
            long total,
            EventSearch.End end,
            @Nullable String problem) {

        /** Whether all of it was looked at. */
        public boolean isWhole() {
            return problem == null && end == EventSearch.End.WHOLE;
        }
    }

    /**
     * The records of the topics that belong together.
     *
     * @param since the first time to look at, in milliseconds since the epoch
     * @param most how many of a topic are shown
     * @param budget how long all of it may take; what one topic leaves is for the others
     */
    public static Found search(
            TopicReader reader, List<String> topics, Correlation wanted, long since, int most, Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        EventQuery query = EventQuery.of(wanted, since);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Covered> covered = new ArrayList<>();
        long bytes = 0;
        for (String topic : topics) {
            if (bytes > EventSearch.MOST_BYTES) {
                covered.add(new Covered(topic, 0, 0, 0, EventSearch.End.ENOUGH, null));
                continue;
            }
            long share = Math.max(0, deadline - System.nanoTime()) / (topics.size() - covered.size());
            try {
                EventSearch.Found found =
                        EventSearch.search(reader, topic, query, record -> "", most, Duration.ofNanos(share));
                records.addAll(found.records());
                bytes += found.records().stream().mapToLong(EventSearch::sizeOf).sum();
                covered.add(
                        new Covered(topic, found.records().size(), found.searched(), found.total(), found.end(), null));
            } catch (TopicNotFoundException | KafkaTimeoutException unread) {
                covered.add(new Covered(topic, 0, 0, 0, EventSearch.End.TIME, String.valueOf(unread.getMessage())));
            }
        }
        records.sort(TopicReader.OLDEST_FIRST);
        return new Found(records, covered);
    }
}
