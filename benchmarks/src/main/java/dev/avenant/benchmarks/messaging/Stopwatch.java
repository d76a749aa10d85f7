package dev.avenant.benchmarks.messaging;

import java.util.Locale;

/** Times a piece of work on a stack. */
final class Stopwatch {

    private final MeasuredStack stack;
    private final MeasuredStack.ProcessorMillis before;
    private final long begin;

    private Stopwatch(MeasuredStack stack) {
        this.stack = stack;
        this.before = stack.processorMillis();
        this.begin = System.nanoTime();
    }

    static Stopwatch start(MeasuredStack stack) {
        return new Stopwatch(stack);
    }

    /** Now so many events are done. */
    Time stop(int events) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        MeasuredStack.ProcessorMillis after = stack.processorMillis();
        return new Time(
                events / seconds,
                (after.own() - before.own()) * 1e3 / events,
                (after.database() - before.database()) * 1e3 / events);
    }

    /**
     * What it took.
     *
     * @param rate events a second
     * @param ownMicros processor time of this process for each event, the broker in it included
     * @param databaseMicros that of PostgreSQL
     */
    record Time(double rate, double ownMicros, double databaseMicros) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.0f/s (processor time %.0f + %.0f µs)", rate, ownMicros, databaseMicros);
        }
    }
}
