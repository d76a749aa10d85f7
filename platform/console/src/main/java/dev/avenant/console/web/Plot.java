package dev.avenant.console.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small line of numbers, 100 wide and 20 high, whose least number is at least 0.
 *
 * @param numbers the oldest first
 */
public record Plot(List<Long> numbers) {

    private static final double WIDTH = 100;
    private static final double HEIGHT = 20;

    /** So that the line is not cut at the edges. */
    private static final double EDGE = 1;

    public Plot {
        numbers = List.copyOf(numbers);
    }

    /** The greatest of them; 0 when there is none. */
    public long greatest() {
        return numbers.stream().mapToLong(number -> number).max().orElse(0);
    }

    /** The last of them; 0 when there is none. */
    public long last() {
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** Where its points are, as SVG writes them. */
    public String points() {
        double step = WIDTH / Math.max(1, numbers.size() - 1);
        double scale = (HEIGHT - 2 * EDGE) / Math.max(1, greatest());
        return IntStream.range(0, numbers.size())
                .mapToObj(at ->
                        String.format(Locale.ROOT, "%.1f,%.1f", at * step, HEIGHT - EDGE - numbers.get(at) * scale))
                .collect(Collectors.joining(" "));
    }
}
