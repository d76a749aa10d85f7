package dev.avenant.operations.events;

/**
 * Which records of a partition were looked at. An offset may have no record, for compaction and transactions leave gaps.
 *
 * @param begin the first offset that there is
 * @param from the first offset that was looked at
 * @param to the offset behind the last one that was
 * @param end the offset behind the last one that there is
 */
public record SearchedSpan(long begin, long from, long to, long end) {}
