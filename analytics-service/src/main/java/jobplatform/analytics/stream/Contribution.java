package jobplatform.analytics.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import jobplatform.analytics.figures.Counts;
import jobplatform.analytics.figures.Dimension;

/** What a job, or an application, counts in which hours: a sum of such is what the figures are. */
record Contribution(Map<Cell, Counts> cells) {

    static final Contribution NONE = new Contribution(Map.of());

    Contribution {
        cells = Map.copyOf(cells);
    }

    /** Counts, by each of these dimensions, in the hour of that moment. */
    static Contribution of(List<Dimension> dimensions, Instant at, Counts counts) {
        Map<Cell, Counts> cells = new HashMap<>();
        dimensions.forEach(dimension -> cells.put(new Cell(dimension, at.truncatedTo(ChronoUnit.HOURS)), counts));
        return new Contribution(cells);
    }

    Contribution plus(Contribution more) {
        Map<Cell, Counts> sum = new HashMap<>(cells);
        more.cells.forEach((cell, counts) -> sum.merge(cell, counts, Counts::plus));
        return new Contribution(sum);
    }

    /** Tells what makes this one of an earlier one, cell by cell. */
    void changesSince(Contribution earlier, BiConsumer<Cell, Counts> changes) {
        Map<Cell, Counts> difference = new HashMap<>(cells);
        earlier.cells.forEach((cell, counts) -> difference.merge(cell, counts.negated(), Counts::plus));
        difference.forEach((cell, counts) -> {
            if (!counts.equals(Counts.ZERO)) {
                changes.accept(cell, counts);
            }
        });
    }

    /** An hour of a dimension. */
    record Cell(Dimension dimension, Instant hour) {}
}
