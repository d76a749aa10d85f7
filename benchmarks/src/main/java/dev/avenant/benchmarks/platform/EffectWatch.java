package dev.avenant.benchmarks.platform;

import dev.avenant.benchmarks.http.Connection;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Asks a service again and again until it shows what an event brought, and counts how long that took since the request that
 * caused it was answered. The longer it has asked the longer it pauses, so that the questions do not take the cores of what
 * they ask about: the time is up to {@value #SHORTEST_PAUSE_MILLIS} ms too long, or an {@value #PART}th of it.
 */
final class EffectWatch {

    private static final int SHORTEST_PAUSE_MILLIS = 15;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;
    private static final int PART = 8;
    private static final int WATCHERS = 48;
    private static final int DIGITS = 3;
    private static final int PATIENCE_SECONDS = 60;
    private static final long LONGEST_MICROS = TimeUnit.SECONDS.toMicros(2L * PATIENCE_SECONDS);

    private final String effect;
    private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final AtomicInteger unseen = new AtomicInteger();
    private final ExecutorService watchers = Executors.newFixedThreadPool(WATCHERS);
    private final ThreadLocal<Map<URI, Connection>> connections = ThreadLocal.withInitial(HashMap::new);

    /** @param effect what is waited for, in words */
    EffectWatch(String effect) {
        this.effect = effect;
    }

    /** A question to a service whose answer shows, sooner or later, what an event brought. */
    interface Question {

        URI server();

        byte[] request();

        /** Whether that answer shows it. */
        boolean isShownBy(String body);
    }

    /**
     * Begins to ask.
     *
     * @param answeredAt when the request was answered that brings it about, as {@link System#nanoTime}
     * @param isMeasured whether it counts
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what fails is counted as unseen
    void begin(Question question, long answeredAt, boolean isMeasured) {
        watchers.submit(() -> {
            boolean seen = await(question, answeredAt);
            long took = System.nanoTime() - answeredAt;
            if (isMeasured && seen) {
                micros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(took)));
            } else if (isMeasured) {
                unseen.incrementAndGet();
            }
        });
    }

    private boolean await(Question question, long answeredAt) {
        Connection connection = connections.get().computeIfAbsent(question.server(), Connection::new);
        long deadline = answeredAt + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (System.nanoTime() < deadline) {
                Connection.Reply reply = connection.send(question.request(), true);
                if (reply.status() == 200 && question.isShownBy(reply.body())) {
                    return true;
                }
                long asked = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - answeredAt);
                Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, asked / PART)));
            }
            return false;
        } catch (IOException failed) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String effect() {
        return effect;
    }

    /** How long the effects took that were seen; only after {@link #awaitAll}. */
    Histogram micros() {
        return micros;
    }

    /** How many effects were not seen within {@value #PATIENCE_SECONDS} s. */
    int unseen() {
        return unseen.get();
    }

    /** Waits for what is still asked. */
    void awaitAll() throws InterruptedException {
        watchers.shutdown();
        if (!watchers.awaitTermination(2L * PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            watchers.shutdownNow();
        }
    }
}
