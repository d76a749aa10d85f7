package dev.avenant.operations.events;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far a page reaches in one partition, and the records that lie next to it. */
abstract sealed class PageEdge {

    final long begin;
    final long start;
    final long end;
    final Deque<ConsumerRecord<byte[], byte[]>> kept = new ArrayDeque<>();
    long readTo;
    private boolean isCut;

    private PageEdge(long begin, long start, long end) {
        this.begin = begin;
        this.start = start;
        this.end = end;
        this.readTo = start;
    }

    static PageEdge at(boolean towardsOlder, long begin, long start, long end) {
        return towardsOlder ? new Older(begin, start, end) : new Newer(begin, start, end);
    }

    /** Whether its next record has to be read, if there is one. */
    abstract boolean isUnknown();

    /** Where what is to be read of it next begins. */
    abstract long windowBegin(long width);

    /** Behind what is to be read of it next. */
    abstract long windowEnd(long width);

    /** The record that is next to the page. */
    abstract ConsumerRecord<byte[], byte[]> next();

    /** Puts the record that is next to the page on it. */
    abstract ConsumerRecord<byte[], byte[]> take();

    /** The record that is farthest from the page of those that are kept. */
    abstract ConsumerRecord<byte[], byte[]> farthest();

    /** Lets go of that one. */
    abstract ConsumerRecord<byte[], byte[]> drop();

    /** Keeps a record that was read, in the order of offsets; whether it is kept. */
    abstract boolean keep(ConsumerRecord<byte[], byte[]> record);

    /** What is asked for was read up to there. */
    abstract void wasRead(long windowBegin, long position, long windowEnd);

    /** What was looked at. */
    abstract SearchedSpan span();

    /** By how many bytes more is kept. */
    long add(ConsumerRecord<byte[], byte[]> record, int most) {
        if (!keep(record)) {
            return 0;
        }
        long more = EventSearch.sizeOf(record);
        return kept.size() > most ? more - EventSearch.sizeOf(drop()) : more;
    }

    /** Lets go of what is farthest, for want of room; how many bytes it had. */
    long cut() {
        isCut = true;
        return EventSearch.sizeOf(drop());
    }

    /** Whether the page ends where nothing is kept any more, for there was no room. */
    boolean isCut() {
        return isCut;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    int size() {
        return kept.size();
    }

    /** What lies before the start. */
    private static final class Older extends PageEdge {
        private long droppedTo;

        Older(long begin, long start, long end) {
            super(begin, start, end);
        }

        @Override
        boolean isUnknown() {
            return kept.isEmpty() && readTo > begin;
        }

        @Override
        long windowBegin(long width) {
            return Math.max(begin, readTo - width);
        }

        @Override
        long windowEnd(long width) {
            return readTo;
        }

        @Override
        ConsumerRecord<byte[], byte[]> next() {
            return Objects.requireNonNull(kept.peekLast());
        }

        @Override
        ConsumerRecord<byte[], byte[]> take() {
            return kept.removeLast();
        }

        @Override
        ConsumerRecord<byte[], byte[]> farthest() {
            return Objects.requireNonNull(kept.peekFirst());
        }

        @Override
        ConsumerRecord<byte[], byte[]> drop() {
            droppedTo = farthest().offset() + 1;
            return kept.removeFirst();
        }

        @Override
        boolean keep(ConsumerRecord<byte[], byte[]> record) {
            return kept.add(record);
        }

        /** Without the end of a window nothing of it is next to the page. */
        @Override
        void wasRead(long windowBegin, long position, long windowEnd) {
            if (position < windowEnd) {
                kept.clear();
            } else {
                readTo = Math.max(windowBegin, droppedTo);
            }
        }

        @Override
        SearchedSpan span() {
            return new SearchedSpan(begin, kept.isEmpty() ? readTo : next().offset() + 1, start, end);
        }
    }

    /** What lies at the start and behind it. */
    private static final class Newer extends PageEdge {
        private long droppedFrom = Long.MAX_VALUE;

        Newer(long begin, long start, long end) {
            super(begin, start, end);
        }

        @Override
        boolean isUnknown() {
            return kept.isEmpty() && readTo < end;
        }

        @Override
        long windowBegin(long width) {
            return readTo;
        }

        @Override
        long windowEnd(long width) {
            return Math.min(end, readTo + width);
        }

        @Override
        ConsumerRecord<byte[], byte[]> next() {
            return Objects.requireNonNull(kept.peekFirst());
        }

        @Override
        ConsumerRecord<byte[], byte[]> take() {
            return kept.removeFirst();
        }

        @Override
        ConsumerRecord<byte[], byte[]> farthest() {
            return Objects.requireNonNull(kept.peekLast());
        }

        @Override
        ConsumerRecord<byte[], byte[]> drop() {
            droppedFrom = farthest().offset();
            return kept.removeLast();
        }

        @Override
        boolean keep(ConsumerRecord<byte[], byte[]> record) {
            return record.offset() < droppedFrom && kept.add(record);
        }

        @Override
        void wasRead(long windowBegin, long position, long windowEnd) {
            readTo = Math.min(position, droppedFrom);
        }

        @Override
        SearchedSpan span() {
            return new SearchedSpan(begin, start, kept.isEmpty() ? readTo : next().offset(), end);
        }
    }
}
