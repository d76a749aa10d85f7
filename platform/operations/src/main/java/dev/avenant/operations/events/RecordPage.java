package dev.avenant.operations.events;

import dev.avenant.messaging.api.TopicCursor;
import dev.avenant.messaging.api.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the records of a topic: those next to an offset of each partition, by their times, on one side of it. Of no
 * partition a record is passed over, so that what lies behind a page is the next page. Used once, by one thread.
 */
final class RecordPage {
    private static final int WIDER = 4;

    private final TopicReader reader;
    private final String topic;
    private final boolean towardsOlder;
    private final int most;
    private final long deadline;
    private final SortedMap<Integer, PageEdge> edges = new TreeMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    private long bytes;
    private EventSearch.End end = EventSearch.End.WHOLE;

    /** @param towardsOlder whether it takes what lies before the offsets, and not what is at them and behind them */
    RecordPage(TopicReader reader, String topic, boolean towardsOlder, int most, long deadline) {
        this.reader = reader;
        this.topic = topic;
        this.towardsOlder = towardsOlder;
        this.most = most;
        this.deadline = deadline;
    }

    /**
     * The page.
     *
     * @param starts the offset of each partition that is looked at
     * @param only the one partition that is; null for all
     */
    EventSearch.Found read(
            Map<Integer, Long> starts, Map<Integer, Long> begins, Map<Integer, Long> ends, @Nullable Integer only) {
        starts.forEach((partition, start) -> edges.put(
                partition,
                PageEdge.at(
                        towardsOlder, begins.getOrDefault(partition, 0L), start, ends.getOrDefault(partition, start))));
        long width = most;
        while (end == EventSearch.End.WHOLE && take()) {
            readOn(width);
            width *= WIDER;
        }
        SortedMap<Integer, SearchedSpan> spans = new TreeMap<>();
        edges.forEach((partition, edge) -> spans.put(partition, edge.span()));
        boolean isAll =
                spans.values().stream().allMatch(span -> span.from() == span.begin() && span.to() == span.end());
        long total = spans.values().stream()
                .mapToLong(span -> span.end() - span.begin())
                .sum();
        if (end == EventSearch.End.WHOLE && !isAll) {
            end = EventSearch.End.ENOUGH;
        }
        return new EventSearch.Found(
                taken.stream().sorted(TopicReader.OLDEST_FIRST.reversed()).toList(),
                taken.size(),
                isAll ? taken.size() : total, // without the gaps, once all was looked at
                only,
                end,
                null,
                spans);
    }

    /** Takes what is next by its time as long as that is known; whether more has to be read. */
    private boolean take() {
        while (taken.size() < most) {
            if (end == EventSearch.End.WHOLE && edges.values().stream().anyMatch(PageEdge::isUnknown)) {
                return edges.values().stream().noneMatch(edge -> edge.isUnknown() && edge.isCut());
            }
            PageEdge next = edges.values().stream()
                    .filter(edge -> !edge.isEmpty())
                    .max((one, other) ->
                            TopicReader.OLDEST_FIRST.compare(one.next(), other.next()) * (towardsOlder ? 1 : -1))
                    .orElse(null);
            if (next == null) {
                return false;
            }
            taken.add(next.take());
        }
        return false;
    }

    /** Reads a window of each partition whose next record is not known yet. */
    private void readOn(long width) {
        Map<Integer, Long> from = new HashMap<>();
        Map<Integer, Long> to = new HashMap<>();
        edges.forEach((partition, edge) -> {
            if (edge.isUnknown()) {
                from.put(partition, edge.windowBegin(width));
                to.put(partition, edge.windowEnd(width));
            }
        });
        TopicCursor cursor = reader.between(topic, from, to);
        while (!cursor.isAtEnd() && end == EventSearch.End.WHOLE) {
            for (ConsumerRecord<byte[], byte[]> record : cursor.next()) {
                if (cursor.isBeforeEnd(record)) {
                    bytes += edge(record.partition()).add(record, most);
                    makeRoom();
                }
            }
            if (!cursor.isAtEnd() && System.nanoTime() > deadline) {
                end = EventSearch.End.TIME;
            }
        }
        Map<Integer, Long> positions = cursor.positions();
        to.forEach((partition, windowEnd) -> edge(partition)
                .wasRead(
                        from.getOrDefault(partition, windowEnd),
                        Math.min(windowEnd, positions.getOrDefault(partition, windowEnd)),
                        windowEnd));
        if (end == EventSearch.End.TIME) {
            var unused = take();
        }
    }

    private PageEdge edge(int partition) {
        PageEdge edge = edges.get(partition);
        if (edge == null) {
            throw new IllegalStateException("partition " + partition + " was not asked for");
        }
        return edge;
    }

    /** Lets go of what is farthest away, when the records are large; that is on the next page. */
    private void makeRoom() {
        while (bytes > EventSearch.MOST_BYTES) {
            PageEdge farthest = edges.values().stream()
                    .filter(edge -> edge.size() > 1)
                    .min((one, other) -> TopicReader.OLDEST_FIRST.compare(one.farthest(), other.farthest())
                            * (towardsOlder ? 1 : -1))
                    .orElse(null);
            if (farthest == null) {
                return;
            }
            bytes -= farthest.cut();
        }
    }
}
