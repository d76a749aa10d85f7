package dev.avenant.benchmarks.platform;

import dev.avenant.benchmarks.http.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the services have not dealt with yet, by their own metrics: events that were not sent or not handled. E-mails, which
 * go out one after the other, may wait longer.
 *
 * @param addresses of the services, by their names
 */
record Backlog(Map<String, URI> addresses) {

    private static final Pattern WAITING = Pattern.compile(
            "^(?:avenant_consumer_lag_records|avenant_outbox_size)(?:\\{[^}]*})? ([0-9.E]+)$", Pattern.MULTILINE);
    private static final int PAUSE_MILLIS = 500;
    /** The metrics are a few seconds old. */
    private static final int TIMES_IN_A_ROW = 14;

    /**
     * Waits until nothing waits any more.
     *
     * @return how long that took, the time left out in which it only made sure
     * @throws IllegalStateException if it takes longer than that
     */
    Duration awaitNone(Duration patience) throws InterruptedException {
        long start = System.nanoTime();
        long free = start;
        int times = 0;
        while (times < TIMES_IN_A_ROW) {
            double waiting = size();
            if (waiting > 0) {
                times = 0;
                free = System.nanoTime();
            } else {
                times++;
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new IllegalStateException(waiting + " events still wait after " + patience);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Duration.ofNanos(free - start);
    }

    private double size() {
        return addresses.values().stream().mapToDouble(Backlog::size).sum();
    }

    private static double size(URI service) {
        try (Connection connection = new Connection(service)) {
            String metrics = connection
                    .send(Connection.request(service, "GET", "/actuator/prometheus", Map.of(), ""), true)
                    .body();
            Matcher matcher = WAITING.matcher(metrics);
            double sum = 0;
            while (matcher.find()) {
                sum += Double.parseDouble(matcher.group(1));
            }
            return sum;
        } catch (IOException failed) {
            throw new IllegalStateException(service + " does not tell what waits: " + failed, failed);
        }
    }
}
