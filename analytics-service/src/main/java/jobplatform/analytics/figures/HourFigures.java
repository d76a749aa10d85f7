package jobplatform.analytics.figures;

import java.time.Instant;

/**
 * What happened in an hour, as far as it is known: takes the place of what was known before.
 *
 * @param dimension what the figures are about
 * @param hour when the hour begins
 * @param counts how often what happened in it
 */
public record HourFigures(Dimension dimension, Instant hour, Counts counts) {}
