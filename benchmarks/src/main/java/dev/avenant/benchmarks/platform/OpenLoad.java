package dev.avenant.benchmarks.platform;

import dev.avenant.benchmarks.http.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A load that does not wait for who is slow: each request has a time at which it is due, and how long it took is counted from
 * then. So a server that stands still for a second is charged for all the requests that were due in that second, and not for
 * one a connection.
 */
final class OpenLoad {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    private final LoadPlan plan;
    private final URI server;
    private final Shot shot;
    private final Runnable atFirstMeasured;
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Map<String, Integer> errors = new ConcurrentSkipListMap<>();
    private final AtomicReference<@Nullable String> example = new AtomicReference<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong lastAnswer = new AtomicLong();

    private OpenLoad(LoadPlan plan, URI server, Shot shot, Runnable atFirstMeasured) {
        this.plan = plan;
        this.server = server;
        this.shot = shot;
        this.atFirstMeasured = atFirstMeasured;
    }

    /** One request of a load. */
    @FunctionalInterface
    interface Shot {

        /**
         * Sends it.
         *
         * @param number counts from 0
         * @param dueAt when it was due, as {@link System#nanoTime}
         * @return what came back
         */
        Connection.Reply send(Connection connection, int number, long dueAt) throws IOException;
    }

    /**
     * What became of the measured requests.
     *
     * @param perSecond how many were answered a second, until the last answer
     * @param micros how long the answered ones took since they were due
     * @param errors how many failed, by what was answered instead of a success
     * @param example the body of the first answer that was no success; null when there was none
     */
    record Outcome(
            double perSecond,
            Histogram micros,
            Map<String, Integer> errors,
            @Nullable String example) {

        int failed() {
            return errors.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * Runs a load to its end, warm-up included.
     *
     * @param atFirstMeasured is run once, just before the first request that counts
     */
    static Outcome run(LoadPlan plan, URI server, Shot shot, Runnable atFirstMeasured) throws InterruptedException {
        return new OpenLoad(plan, server, shot, atFirstMeasured).run();
    }

    private Outcome run() throws InterruptedException {
        long start = System.nanoTime();
        ExecutorService clients = Executors.newFixedThreadPool(plan.connections());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < plan.connections(); i++) {
                running.add(clients.submit(() -> sendUntilTheEnd(start)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A client of the load failed", failed.getCause());
        } finally {
            clients.shutdownNow();
        }
        long begun = start + plan.dueAfterNanos(plan.unmeasuredRequests());
        double seconds = (lastAnswer.get() - begun) / 1e9;
        return new Outcome(micros.getTotalCount() / seconds, micros, errors, example.get());
    }

    private void sendUntilTheEnd(long start) {
        try (Connection connection = new Connection(server)) {
            for (int number = next.getAndIncrement(); number < plan.requests(); number = next.getAndIncrement()) {
                send(connection, number, start + plan.dueAfterNanos(number));
            }
        } catch (IOException notClosed) {
            throw new IllegalStateException("The connection did not close", notClosed);
        }
    }

    private void send(Connection connection, int number, long dueAt) {
        if (number == plan.unmeasuredRequests()) {
            atFirstMeasured.run();
        }
        for (long wait = dueAt - System.nanoTime(); wait > 0; wait = dueAt - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        String error = null;
        try {
            Connection.Reply reply = shot.send(connection, number, dueAt);
            if (reply.status() / 100 != 2) {
                error = "status " + reply.status();
                example.compareAndSet(null, reply.body());
            }
        } catch (IOException failed) {
            error = failed.toString();
        }
        long now = System.nanoTime();
        if (number < plan.unmeasuredRequests()) {
            return;
        }
        lastAnswer.accumulateAndGet(now, Math::max);
        if (error == null) {
            micros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(now - dueAt)));
        } else {
            errors.merge(error, 1, Integer::sum);
        }
    }
}
