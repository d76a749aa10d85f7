package dev.avenant.console.web;

import dev.avenant.operations.events.EventQuery;
import dev.avenant.operations.events.EventSearch;
import dev.avenant.operations.events.PartitionOffsets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * What a page of records covers, and where the pages beside it are.
 *
 * @param older the address of the page of older records; null when there are none, or it would be too long
 * @param newer the same of newer records; of a search, where it goes on
 * @param newest the address of the newest records; null when the page has them
 * @param covered of which partitions the page shows records, and which
 * @param more of how many further partitions it does
 * @param isTooLong whether there are more partitions than an address can name
 */
public record RecordPaging(
        @Nullable String older,
        @Nullable String newer,
        @Nullable String newest,
        List<Covered> covered,
        int more,
        boolean isTooLong) {

    private static final int MOST_COVERED = 12;
    private static final int LONGEST = 4000;
    private static final List<String> KEPT = List.of("key", "type", "header", "partition", "where", "everywhere");

    /**
     * The records of a partition that a page shows; there may be gaps between them.
     *
     * @param first the offset of the first one
     * @param last the offset of the last one
     */
    public record Covered(int partition, long first, long last) {}

    public RecordPaging {
        covered = List.copyOf(covered);
    }

    static RecordPaging of(String address, EventForm form, EventQuery query, EventSearch.Found found) {
        boolean isSearch = query.isFiltered();
        Optional<String> older = found.older().filter(offsets -> !isSearch).map(PartitionOffsets::toString);
        Optional<String> newer = found.newer().map(PartitionOffsets::toString);
        List<Covered> covered = found.spans().entrySet().stream()
                .filter(span ->
                        !isSearch && span.getValue().from() < span.getValue().to())
                .map(span -> new Covered(
                        span.getKey(), span.getValue().from(), span.getValue().to() - 1))
                .toList();
        return new RecordPaging(
                link(address, form, "before", older),
                link(address, form, "from", newer),
                isSearch || newer.isEmpty() ? null : address + query(form, Stream.of()),
                covered.subList(0, Math.min(MOST_COVERED, covered.size())),
                Math.max(0, covered.size() - MOST_COVERED),
                Stream.concat(older.stream(), newer.stream()).anyMatch(offsets -> offsets.length() > LONGEST));
    }

    private static @Nullable String link(String address, EventForm form, String side, Optional<String> offsets) {
        return offsets.filter(text -> text.length() <= LONGEST)
                .map(text -> address + query(form, Stream.of(side + "=" + text)))
                .orElse(null);
    }

    private static String query(EventForm form, Stream<String> side) {
        String query = Stream.concat(
                        KEPT.stream()
                                .filter(name -> !form.get(name).isEmpty())
                                .map(name -> name + "=" + UriUtils.encode(form.get(name), StandardCharsets.UTF_8)),
                        side)
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }
}
