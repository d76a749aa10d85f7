package dev.avenant.operations.groups;

import dev.avenant.messaging.api.KafkaTimeoutException;
import dev.avenant.messaging.api.TopicReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a group has of a partition.
 *
 * @param committed up to where everything is done; null when nothing is known of it, as before a first commit
 * @param end null when the partition is gone
 * @param left how many records are left to it, at most: the marks that end transactions are counted where records are behind them;
 *     null when that is not known
 * @param behindSeconds the age of the first record that is left; null when there is none, it was not read, or is not known, as in a
 *     share group that has settled others behind it
 * @param member null when nobody reads it; several members of a share group are named with commas between them
 */
public record GroupPartition(
        TopicPartition partition,
        @Nullable Long committed,
        @Nullable Long end,
        @Nullable Long left,
        @Nullable Long behindSeconds,
        @Nullable String member) {

    /** Whoever waits so long is told why it took longer. */
    private static final Duration FOREVER = Duration.ofDays(1);

    /** How many records are left to it; empty when that is not known. */
    public OptionalLong lag() {
        return left == null ? OptionalLong.empty() : OptionalLong.of(left);
    }

    /** All partitions in which a group is somewhere, or that its members read, in the order of topic and partition. */
    public static List<GroupPartition> of(GroupDescription group, GroupOffsets offsets, TopicReader reader) {
        return of(group, offsets, reader, topic -> true, FOREVER);
    }

    /**
     * The same of some topics alone, within a time.
     *
     * @param budget after which no more records are read to see how old they are; none are, either, once Kafka has not answered in
     *     time with one
     */
    public static List<GroupPartition> of(
            GroupDescription group,
            GroupOffsets offsets,
            TopicReader reader,
            Predicate<String> topics,
            Duration budget) {
        Ages ages = new Ages(reader, budget);
        Map<TopicPartition, GroupPosition> positions = offsets.positions(group.name());
        SortedMap<TopicPartition, SortedSet<String>> all = GroupOffsets.sorted();
        positions.keySet().forEach(partition -> all.put(partition, new TreeSet<>()));
        group.members()
                .forEach(member -> member.partitions()
                        .forEach(partition -> all.computeIfAbsent(partition, any -> new TreeSet<>())
                                .add(member.name())));
        all.keySet().removeIf(partition -> !topics.test(partition.topic()));
        Map<TopicPartition, Long> ends = offsets.ends(offsets.withLeader(all.keySet()));
        List<GroupPartition> found = new ArrayList<>();
        all.forEach((partition, members) -> found.add(of(
                partition,
                positions.get(partition),
                ends.get(partition),
                members.isEmpty() ? null : String.join(", ", members),
                offset -> ages.of(partition, offset))));
        return found;
    }

    private static GroupPartition of(
            TopicPartition partition,
            @Nullable GroupPosition position,
            @Nullable Long end,
            @Nullable String member,
            AgeOfOffset ages) {
        if (position == null) {
            return new GroupPartition(partition, null, end, null, null, member);
        }
        OptionalLong left = position.lag(end);
        Age age = end != null && left.orElse(0) > 0 && position.isNext(end) ? ages.of(position.offset()) : Age.UNKNOWN;
        // What is left may be the mark that ends a transaction, which is no record, and which a service never passes
        // that commits the offset behind its last record.
        boolean isRead = age.isNone();
        return new GroupPartition(
                partition,
                position.offset(),
                end,
                isRead ? Long.valueOf(0) : left.isPresent() ? Long.valueOf(left.getAsLong()) : null,
                age.seconds(),
                member);
    }

    /**
     * How old the first record from an offset on is.
     *
     * @param isNone whether there is no record from there on
     * @param seconds null when there is none, or it was not read
     */
    private record Age(boolean isNone, @Nullable Long seconds) {
        static final Age UNKNOWN = new Age(false, null);
    }

    /** Tells how old the first record of a partition from an offset on is. */
    private interface AgeOfOffset {
        Age of(long offset);
    }

    /** Reads how old records are while there is time, and Kafka answers in time. */
    private static final class Ages {
        private final TopicReader reader;
        private final boolean isHurried;
        private long deadline;

        Ages(TopicReader reader, Duration budget) {
            this.reader = reader;
            this.isHurried = !budget.equals(FOREVER);
            this.deadline = System.nanoTime() + budget.toNanos();
        }

        Age of(TopicPartition partition, long offset) {
            if (System.nanoTime() >= deadline) {
                return Age.UNKNOWN;
            }
            try {
                return reader.firstFrom(partition.topic(), partition.partition(), offset)
                        .map(record ->
                                new Age(false, Math.max(0, (Clock.systemUTC().millis() - record.timestamp()) / 1000)))
                        .orElse(new Age(true, null));
            } catch (KafkaTimeoutException late) {
                if (!isHurried) {
                    throw late;
                }
                deadline = System.nanoTime();
                return Age.UNKNOWN;
            }
        }
    }
}
