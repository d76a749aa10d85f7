package dev.avenant.registry.log;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far a log was read and whether its reading goes on. One thread reports; any number of threads ask and wait.
 *
 * <p>The log counts as reachable as long as the broker answered within {@code contactTimeout}.
 */
final class ReplayProgress {

    private final String topic;
    private final Duration timeout;
    private final Duration contactTimeout;
    private long nextOffset;
    private boolean endReached;
    private volatile boolean serving;
    private long lastContact;
    private @Nullable Throwable failure;
    private boolean closed;

    ReplayProgress(String topic, Duration timeout, Duration contactTimeout) {
        this.topic = topic;
        this.timeout = timeout;
        this.contactTimeout = contactTimeout;
    }

    /** All before that offset was handed over. */
    synchronized void advanceTo(long offset) {
        nextOffset = offset;
        notifyAll();
    }

    /** All that was in the log at the start was handed over. */
    synchronized void reachedEnd() {
        endReached = true;
        serving = failure == null && !closed;
        lastContact = System.nanoTime();
    }

    /** The broker has answered. */
    synchronized void contact() {
        lastContact = System.nanoTime();
    }

    /** Nothing more is read, for a reason that trying again does not mend; false when it was over before. */
    synchronized boolean fail(Throwable reason) {
        if (isOver()) {
            return false;
        }
        failure = reason;
        serving = false;
        notifyAll();
        return true;
    }

    synchronized void close() {
        closed = true;
        serving = false;
        notifyAll();
    }

    /** Whether nothing more is to be read. */
    synchronized boolean isOver() {
        return closed || failure != null;
    }

    /** As {@link LogStatus#isServing}, at next to no cost. */
    boolean isServing() {
        return serving;
    }

    synchronized long nextOffset() {
        return nextOffset;
    }

    synchronized LogStatus status() {
        Throwable reason = failure;
        if (reason != null) {
            return new LogStatus(
                    LogStatus.State.STOPPED, "Reading " + topic + " stopped at offset " + nextOffset + ": " + reason);
        }
        if (closed) {
            return new LogStatus(LogStatus.State.STOPPED, "The registry was closed");
        }
        if (!endReached) {
            return new LogStatus(
                    LogStatus.State.READING, topic + " is read up to offset " + nextOffset + ", not yet to its end");
        }
        long silent = System.nanoTime() - lastContact;
        return silent > contactTimeout.toNanos()
                ? new LogStatus(
                        LogStatus.State.UNREACHABLE,
                        "Kafka has not answered a read of " + topic + " for " + TimeUnit.NANOSECONDS.toSeconds(silent)
                                + " s; reading goes on as soon as it does")
                : new LogStatus(LogStatus.State.READY, topic + " is read up to offset " + nextOffset);
    }

    /** Waits until all up to that offset was handed over; throws {@link LogUnavailableException} when it was not in time. */
    synchronized void await(long offset) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (nextOffset <= offset) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (failure != null || closed) {
                    throw new LogUnavailableException(status().detail());
                }
                if (left <= 0) {
                    throw new LogUnavailableException("The record at offset " + offset + " of " + topic
                            + " was not read within " + timeout.toSeconds() + " s");
                }
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while reading " + topic, interrupted);
        }
    }

    /** Lets time pass before the next try, less of it when nothing more is to be read. */
    synchronized void pause(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0 && !isOver(); ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }
}
