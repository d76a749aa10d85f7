package dev.avenant.messaging.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Measures again and again what nobody wants to wait for who asks for metrics, each thing on a thread of its own. */
public final class Measurements implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Measurements.class);

    private final Duration interval;
    private final List<Runnable> tasks;
    private @Nullable ScheduledExecutorService executor;

    /**
     * The tasks of a service, which run while it does.
     *
     * @param interval how long a task rests between two runs
     */
    public Measurements(Duration interval, List<Runnable> tasks) {
        this.interval = interval;
        this.tasks = List.copyOf(tasks);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the tasks catch what they throw, and end with the executor
    public synchronized void start() {
        if (executor != null) {
            return;
        }
        ScheduledExecutorService started = Executors.newScheduledThreadPool(tasks.size(), task -> {
            Thread thread = new Thread(task, "avenant-measurements");
            thread.setDaemon(true);
            return thread;
        });
        executor = started;
        tasks.forEach(
                task -> started.scheduleWithFixedDelay(() -> run(task), 0, interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failed) {
            // An error too, which would end the measurements without a word.
            LOG.atDebug().setCause(failed).log("A measurement failed and is made again later");
        }
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    @Override
    public int getPhase() {
        return Phases.LISTENERS;
    }
}
