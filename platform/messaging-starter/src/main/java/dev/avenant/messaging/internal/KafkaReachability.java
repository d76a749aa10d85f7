package dev.avenant.messaging.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Asks Kafka every few seconds whether it answers, with the credentials and the TLS of the service's own clients, because
 * a consumer without a broker says nothing and an idle relay sends nothing. One answer that fails to come may be chance;
 * with the second one Kafka counts as away, and with the next that comes as back.
 */
public final class KafkaReachability implements SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int FAILURES_THAT_COUNT = 2;

    private final Map<String, Object> adminSettings;
    private final Clock clock;
    private volatile @Nullable Outage outage;
    private @Nullable ScheduledExecutorService checks;
    private @Nullable Admin admin;

    KafkaReachability(Map<String, Object> adminSettings, Clock clock) {
        this.adminSettings = adminSettings;
        this.clock = clock;
    }

    /** Since when Kafka has not answered, and with what failure, in a sentence; empty while it answers. */
    public Optional<String> outage() {
        return Optional.ofNullable(outage)
                .filter(current -> current.failures() >= FAILURES_THAT_COUNT)
                .map(current -> "Kafka has not answered since " + current.since() + ": " + current.reason());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it throws, and ends with the executor
    public synchronized void start() {
        if (checks != null) {
            return;
        }
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "avenant-kafka-reachability");
            thread.setDaemon(true);
            return thread;
        });
        checks = executor;
        executor.scheduleWithFixedDelay(this::check, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check() {
        try {
            var unused = client().describeCluster().nodes().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            outage = null;
        } catch (ExecutionException failed) {
            failed(failed.getCause() == null ? failed : failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable failed) {
            // An error too, which would end the checks without a word.
            failed(failed);
        }
    }

    private void failed(Throwable reason) {
        Outage before = outage;
        outage = before == null
                ? new Outage(clock.instant(), 1, String.valueOf(reason))
                : new Outage(before.since(), before.failures() + 1, String.valueOf(reason));
    }

    /** Opened at the first check, and kept. */
    private synchronized Admin client() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(adminSettings);
            admin = current;
        }
        return current;
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping;
        Admin closing;
        synchronized (this) {
            stopping = checks;
            checks = null;
            closing = admin;
            admin = null;
        }
        if (stopping != null) {
            stopping.shutdownNow();
        }
        if (closing != null) {
            closing.close(Duration.ZERO);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return checks != null;
    }

    @Override
    public int getPhase() {
        return Phases.INITIALIZER;
    }

    /**
     * That Kafka does not answer.
     *
     * @param since when it failed to answer first
     * @param failures how often it has failed to since then
     * @param reason what the client said the last time
     */
    private record Outage(Instant since, int failures, String reason) {}
}
