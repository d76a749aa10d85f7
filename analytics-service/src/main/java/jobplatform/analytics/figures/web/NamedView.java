package jobplatform.analytics.figures.web;

import jobplatform.analytics.figures.FigureTable.Named;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a place or a skill as they are answered.
 *
 * @param roundedDownTo the multiples to which what people did in a day is rounded down; null when it is exact
 */
record NamedView(String name, ToldCounts counts, @Nullable Integer roundedDownTo) {

    static NamedView of(Named named, Detail detail) {
        return new NamedView(named.name(), ToldCounts.of(named.counts(), detail), detail.roundedDownTo());
    }
}
