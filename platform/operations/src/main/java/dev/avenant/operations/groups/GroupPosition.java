package dev.avenant.operations.groups;

import java.util.OptionalLong;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.jspecify.annotations.Nullable;

/**
 * How far a group is in a partition.
 *
 * @param offset up to which everything is done: what it committed, or what Kafka has noted of a share group, which may lie before
 *     records that are settled
 * @param told how many records Kafka says are left to a share group; null where it does not say
 */
public record GroupPosition(long offset, @Nullable Long told) {

    static GroupPosition committed(long offset) {
        return new GroupPosition(offset, null);
    }

    static GroupPosition of(SharePartitionOffsetInfo share) {
        return new GroupPosition(share.startOffset(), share.lag().orElse(null));
    }

    /**
     * Whether the record at the offset is one of those that are left.
     *
     * @param end where the partition ends
     */
    boolean isNext(long end) {
        return told == null || told == end - offset;
    }

    /**
     * How many records are left; empty when that is not known.
     *
     * @param end where the partition ends; null when it is gone
     */
    public OptionalLong lag(@Nullable Long end) {
        return told != null && end != null ? OptionalLong.of(Math.max(0, told)) : GroupOffsets.lag(offset, end);
    }
}
