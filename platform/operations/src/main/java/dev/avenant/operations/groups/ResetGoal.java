package dev.avenant.operations.groups;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a consumer group is to go on.
 *
 * @param kind what the value says
 * @param value the offset, the time in milliseconds since the epoch, or by how many records; 0 where none is needed
 */
public record ResetGoal(Kind kind, long value) {

    /** At the oldest record. */
    public static final ResetGoal EARLIEST = new ResetGoal(Kind.EARLIEST, 0);

    /** Behind the newest record. */
    public static final ResetGoal LATEST = new ResetGoal(Kind.LATEST, 0);

    /** What a goal is said by. */
    public enum Kind {
        EARLIEST,
        LATEST,
        OFFSET,
        TIME,
        BY
    }

    /** At that offset of each partition. */
    public static ResetGoal offset(long offset) {
        return new ResetGoal(Kind.OFFSET, offset);
    }

    /** At the first record of that time or later; behind the newest where there is none. */
    public static ResetGoal time(Instant time) {
        return new ResetGoal(Kind.TIME, time.toEpochMilli());
    }

    /** So many records on, or back when it is negative. */
    public static ResetGoal by(long records) {
        return new ResetGoal(Kind.BY, records);
    }

    /**
     * The offset of a partition, within what it has.
     *
     * @param committed null when the group has committed nothing
     * @param atTime the first offset of the time; null when there is none
     */
    long in(@Nullable Long committed, long begin, long end, @Nullable Long atTime) {
        long wanted = switch (kind) {
            case EARLIEST -> begin;
            case LATEST -> end;
            case OFFSET -> value;
            case TIME -> atTime == null ? end : atTime;
            case BY -> moved(committed == null ? end : committed);
        };
        return Math.min(end, Math.max(begin, wanted));
    }

    private long moved(long from) {
        return value > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + value;
    }
}
