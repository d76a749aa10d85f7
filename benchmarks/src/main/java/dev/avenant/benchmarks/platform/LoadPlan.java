package dev.avenant.benchmarks.platform;

import java.time.Duration;

/**
 * How much load, and for how long.
 *
 * @param requestsPerSecond how many requests are due each second, whether or not earlier ones were answered
 * @param warmUp how long the load runs before anything counts
 * @param measured how long it runs then
 * @param connections how many requests are under way at once at most; a request that finds none free waits, and that
 *     counts
 */
record LoadPlan(int requestsPerSecond, Duration warmUp, Duration measured, int connections) {

    LoadPlan {
        if (requestsPerSecond < 1 || connections < 1 || measured.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one request a second, one connection and one second but found "
                            + requestsPerSecond + ", " + connections + " and " + measured);
        }
    }

    LoadPlan atHalfTheRate() {
        return new LoadPlan(Math.max(1, requestsPerSecond / 2), warmUp, measured, connections);
    }

    int unmeasuredRequests() {
        return Math.toIntExact(requestsPerSecond * warmUp.toSeconds());
    }

    int measuredRequests() {
        return Math.toIntExact(requestsPerSecond * measured.toSeconds());
    }

    int requests() {
        return unmeasuredRequests() + measuredRequests();
    }

    /** When a request is due, in nanoseconds since the first one was. */
    long dueAfterNanos(int number) {
        return number * 1_000_000_000L / requestsPerSecond;
    }
}
