package dev.avenant.messaging.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the parts of a dead letter are that is too large for one record, as text such as {@code 2:12-40,42}.
 *
 * @param partition the partition of the dead-letter topic in which all of them are
 * @param ranges their offsets there, each range behind the one before it; at least one
 */
public record LetterParts(int partition, List<Range> ranges) {

    private static final Pattern PARTITION = Pattern.compile("([0-9]{1,9}):");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18}))?");

    /** @throws IllegalArgumentException if there is no range, or one does not lie behind the one before it */
    public LetterParts {
        ranges = List.copyOf(ranges);
        long end = -1;
        for (Range range : ranges) {
            if (range.first() <= end || range.last() < range.first()) {
                throw new IllegalArgumentException("Expected ascending ranges of offsets but found " + ranges);
            }
            end = range.last();
        }
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one range of offsets but found none");
        }
    }

    /**
     * Offsets without a gap between them.
     *
     * @param first the first of them, not negative
     * @param last the last of them, not before the first
     */
    public record Range(long first, long last) {
        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    /** The parts at these offsets, which ascend. */
    public static LetterParts of(int partition, List<Long> offsets) {
        List<Range> ranges = new ArrayList<>();
        for (long offset : offsets) {
            Range before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (before != null && before.last() + 1 == offset) {
                ranges.set(ranges.size() - 1, new Range(before.first(), offset));
            } else {
                ranges.add(new Range(offset, offset));
            }
        }
        return new LetterParts(partition, ranges);
    }

    /** What that text says; empty when it is none. */
    public static Optional<LetterParts> parse(String text) {
        Matcher partition = PARTITION.matcher(text);
        if (!partition.lookingAt()) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (String range : text.substring(partition.end()).split(",", -1)) {
            Matcher match = RANGE.matcher(range);
            if (!match.matches()) {
                return Optional.empty();
            }
            long first = Long.parseLong(match.group(1));
            ranges.add(new Range(first, match.group(2) == null ? first : Long.parseLong(match.group(2))));
        }
        try {
            return Optional.of(new LetterParts(Integer.parseInt(partition.group(1)), ranges));
        } catch (IllegalArgumentException notAscending) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return partition + ":" + ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
