package jobplatform.analytics.figures;

import java.time.Instant;

/**
 * A time for which figures are asked.
 *
 * @param from when it begins
 * @param to when it ends, which it no longer contains
 */
public record Period(Instant from, Instant to) {}
