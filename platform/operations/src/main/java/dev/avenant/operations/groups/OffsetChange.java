package dev.avenant.operations.groups;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a reset changes in a partition.
 *
 * @param before what the group has committed; null when it has committed nothing
 * @param after where it is to go on
 * @param readAgain how many offsets that lie before what it committed are read again
 * @param skipped how many offsets that it has not read are passed over; 0 when it has committed nothing
 */
public record OffsetChange(
        TopicPartition partition, @Nullable Long before, long after, long readAgain, long skipped) {

    /** A change of a partition that begins and ends there: what was deleted is neither read again nor passed over. */
    public static OffsetChange of(TopicPartition partition, @Nullable Long before, long after, long begin, long end) {
        if (before == null) {
            return new OffsetChange(partition, null, after, 0, 0);
        }
        long next = Math.min(end, Math.max(begin, before));
        return new OffsetChange(partition, before, after, Math.max(0, next - after), Math.max(0, after - next));
    }
}
