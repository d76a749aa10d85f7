package dev.avenant.console.topics;

import dev.avenant.operations.groups.OffsetChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The changes that a page listed, as its form carries them, so that what is done is what was looked at. */
public record OffsetListing(List<Item> items) {

    private static final Pattern ITEM =
            Pattern.compile("([a-zA-Z0-9._-]{1,249}):([0-9]{1,9}):([0-9]{1,18}|-):([0-9]{1,18})");

    public OffsetListing {
        items = List.copyOf(items);
    }

    /** A change of a partition from what the group had committed, null for nothing, to another offset. */
    public record Item(TopicPartition partition, @Nullable Long before, long after) {
        private String text() {
            return partition.topic() + ":" + partition.partition() + ":" + (before == null ? "-" : before) + ":"
                    + after;
        }
    }

    static OffsetListing of(List<OffsetChange> changes) {
        return new OffsetListing(changes.stream()
                .map(change -> new Item(change.partition(), change.before(), change.after()))
                .toList());
    }

    /** For the form. */
    public String text() {
        return items.stream().map(Item::text).collect(Collectors.joining(","));
    }

    /** What such a text says; empty when it is none, or names a partition twice. */
    public static Optional<OffsetListing> parse(String text) {
        List<Item> items = new ArrayList<>();
        for (String part : text.strip().split(",", -1)) {
            Matcher item = ITEM.matcher(part);
            if (!item.matches()) {
                return Optional.empty();
            }
            items.add(new Item(
                    new TopicPartition(item.group(1), Integer.parseInt(item.group(2))),
                    item.group(3).equals("-") ? null : Long.valueOf(item.group(3)),
                    Long.parseLong(item.group(4))));
        }
        boolean isOnce = items.stream().map(Item::partition).distinct().count() == items.size();
        return isOnce ? Optional.of(new OffsetListing(items)) : Optional.empty();
    }
}
