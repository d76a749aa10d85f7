package dev.avenant.operations.events;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An offset of each of some partitions, which an address can hold: {@code 0:41,2:7}.
 *
 * @param offsets by the numbers of their partitions
 */
public record PartitionOffsets(SortedMap<Integer, Long> offsets) {

    private static final Pattern ONE = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");
    private static final int LONGEST = 8000;

    public PartitionOffsets {
        offsets = new TreeMap<>(offsets);
    }

    /** What a text says; empty when it does not say it, or names a partition twice. */
    public static Optional<PartitionOffsets> parse(String text) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        for (String part : text.split(",", -1)) {
            var one = ONE.matcher(part);
            if (!one.matches() || offsets.put(Integer.valueOf(one.group(1)), Long.valueOf(one.group(2))) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new PartitionOffsets(offsets));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map((Map.Entry<Integer, Long> one) -> one.getKey() + ":" + one.getValue())
                .collect(Collectors.joining(","));
    }
}
