package dev.avenant.cli.events;

import dev.avenant.cli.console.ConsoleEvents;
import dev.avenant.cli.console.ConsoleEvents.Event;
import dev.avenant.cli.console.ConsoleEvents.Page;
import dev.avenant.cli.terminal.CommandFailure;
import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventScan;
import dev.avenant.operations.events.SearchedSpan;
import dev.avenant.operations.events.Unevaluated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a topic page by page at a console, and says the same of it as {@link EventScan} does of Kafka. Used once, by one
 * thread.
 */
final class ConsoleScan {
    private static final Comparator<Event> BY_PLACE =
            Comparator.comparingInt(Event::partition).thenComparingLong(Event::offset);
    private static final Comparator<Event> OLDEST_FIRST =
            Comparator.comparing(Event::time).thenComparing(BY_PLACE);

    private final ConsoleEvents console;
    private final String topic;
    private final EventQuery query;

    /** Of each partition that is looked at, as it was when this began. */
    private final SortedMap<Integer, SearchedSpan> spans;

    private final int partitions;
    private final long elsewhere;
    private final @Nullable Integer only;

    private SortedMap<Integer, Long> positions = new TreeMap<>();
    private long found;
    private long searched;
    private @Nullable Unevaluated unevaluated;

    ConsoleScan(ConsoleEvents console, String topic, EventQuery query) {
        this.console = console;
        this.topic = topic;
        this.query = query;
        this.spans = new TreeMap<>(console.spans(topic, null));
        this.partitions = spans.size();
        this.only = query.requirePartitionOf(topic, partitions);
        long all = between(begins(), ends());
        if (only != null) {
            spans.keySet().retainAll(List.of(only));
        }
        this.elsewhere = all - between(begins(), ends());
    }

    /** How many partitions the topic has. */
    int partitions() {
        return partitions;
    }

    /** The first offset of each partition that is looked at. */
    SortedMap<Integer, Long> begins() {
        return offsets(spans, SearchedSpan::begin);
    }

    /** The offset behind the last of each partition that is looked at. */
    SortedMap<Integer, Long> ends() {
        return offsets(spans, SearchedSpan::end);
    }

    /** Hands over the records that are meant, in the order of each partition. */
    EventScan.Covered forEach(EventScan.Until until, long most, Consumer<Event> action) {
        SortedMap<Integer, Long> starts = at(query.offset(), query.since(), begins());
        SortedMap<Integer, Long> ends = at(until.offset(), until.time(), ends());
        ends.replaceAll((partition, end) -> Math.max(end, starts.getOrDefault(partition, end)));
        positions = new TreeMap<>(starts);
        while (found < most && between(positions, ends) > 0) {
            SortedMap<Integer, Long> before = positions;
            step(ends, most, action);
            if (positions.equals(before)) {
                throw CommandFailure.couldNotRun("The console read nothing of " + topic
                        + " in the time that it takes for an answer. Try again, or name a --partition.");
            }
        }
        return new EventScan.Covered(
                found,
                searched,
                between(begins(), starts),
                between(ends, ends()),
                between(positions, ends),
                elsewhere,
                EventScan.gone(query, until, begins()),
                only,
                unevaluated);
    }

    /** Goes on from these offsets. */
    void from(SortedMap<Integer, Long> offsets) {
        positions = new TreeMap<>(offsets);
    }

    /** Where it is. */
    SortedMap<Integer, Long> positions() {
        return new TreeMap<>(positions);
    }

    /** Of which records the expression says nothing. */
    @Nullable
    Unevaluated unevaluated() {
        return unevaluated;
    }

    /** Looks at the next page, and hands over what is meant of it and lies before the ends. */
    void step(SortedMap<Integer, Long> ends, long most, Consumer<Event> action) {
        Page page = console.from(topic, query, positions, (int) Math.min(ConsoleEvents.AT_ONCE, most - found));
        page.records().stream()
                .filter(event -> event.offset() < ends.getOrDefault(event.partition(), 0L))
                .sorted(BY_PLACE)
                .forEach(event -> {
                    action.accept(event);
                    found++;
                });
        long behind = 0;
        SortedMap<Integer, Long> next = new TreeMap<>(positions);
        for (Map.Entry<Integer, Long> position : positions.entrySet()) {
            SearchedSpan span = page.spans().get(position.getKey());
            if (span != null) {
                requireNotBefore(position.getValue(), position.getKey(), span);
                next.put(position.getKey(), span.to());
                long end = Math.max(span.from(), ends.getOrDefault(position.getKey(), 0L));
                behind += Math.max(0, span.to() - end);
            }
        }
        positions = next;
        searched += Math.max(0, page.searched() - behind);
        count(page.unevaluated());
    }

    /** What was behind the end of an earlier topic of the name says nothing of this one. */
    private void requireNotBefore(long position, int partition, SearchedSpan span) {
        if (span.to() < position) {
            throw CommandFailure.couldNotRun("Partition " + partition + " of " + topic + " ends at " + span.end()
                    + " by now, and was read up to " + position
                    + " before: the topic was made anew, or has lost records. Run the command again.");
        }
    }

    private void count(@Nullable Unevaluated more) {
        if (more != null) {
            unevaluated = unevaluated == null
                    ? more
                    : new Unevaluated(
                            unevaluated.count() + more.count(),
                            unevaluated.partition(),
                            unevaluated.offset(),
                            unevaluated.reason());
        }
    }

    /**
     * The newest ones.
     *
     * @param records the oldest of them first
     * @param covered what was looked at for them
     */
    record Newest(List<Event> records, EventScan.Covered covered) {}

    /** The newest of the records that are meant, by their times; without a look at older ones when all are meant. */
    Newest newest(EventScan.Until until, int most) {
        boolean isOfAll = !query.isFiltered() && query.offset() == null && query.since() == null;
        if (isOfAll && until.equals(EventScan.Until.END)) {
            return newestOfAll(most);
        }
        TreeSet<Event> newest = new TreeSet<>(OLDEST_FIRST);
        EventScan.Covered covered = forEach(until, Long.MAX_VALUE, event -> {
            newest.add(event);
            if (newest.size() > most) {
                newest.remove(newest.first());
            }
        });
        return new Newest(List.copyOf(newest), covered);
    }

    private Newest newestOfAll(int most) {
        List<Event> records = new ArrayList<>();
        long total = -1;
        SortedMap<Integer, Long> before = null;
        long left;
        do {
            Page page = console.newest(topic, only, before, Math.min(ConsoleEvents.AT_ONCE, most - records.size()));
            records.addAll(page.records());
            total = total < 0 ? page.total() : total;
            before = offsets(page.spans(), SearchedSpan::from);
            left = between(offsets(page.spans(), SearchedSpan::begin), before) == 0 ? 0 : total - records.size();
            if (page.records().isEmpty()) {
                break;
            }
        } while (left > 0 && records.size() < most);
        Collections.reverse(records);
        return new Newest(
                records, new EventScan.Covered(records.size(), records.size(), 0, 0, left, elsewhere, 0, only, null));
    }

    /** The offset, or the first one of a time, in each partition; otherwise those that are given. */
    private SortedMap<Integer, Long> at(
            @Nullable Long offset, @Nullable Long time, SortedMap<Integer, Long> otherwise) {
        SortedMap<Integer, Long> found = new TreeMap<>(otherwise);
        if (time != null) {
            found.putAll(offsets(console.spans(topic, Instant.ofEpochMilli(time)), SearchedSpan::from));
            found.keySet().retainAll(otherwise.keySet());
        } else if (offset != null) {
            found.replaceAll((partition, any) -> offset);
        }
        SortedMap<Integer, Long> begins = begins();
        SortedMap<Integer, Long> ends = ends();
        found.replaceAll((partition, at) ->
                Math.min(ends.getOrDefault(partition, at), Math.max(begins.getOrDefault(partition, at), at)));
        return found;
    }

    private static SortedMap<Integer, Long> offsets(
            SortedMap<Integer, SearchedSpan> spans, ToLongFunction<SearchedSpan> offset) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        spans.forEach((partition, span) -> offsets.put(partition, offset.applyAsLong(span)));
        return offsets;
    }

    private static long between(SortedMap<Integer, Long> from, SortedMap<Integer, Long> to) {
        return from.entrySet().stream()
                .mapToLong(start -> Math.max(0, to.getOrDefault(start.getKey(), start.getValue()) - start.getValue()))
                .sum();
    }
}
