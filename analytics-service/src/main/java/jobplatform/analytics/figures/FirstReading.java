package jobplatform.analytics.figures;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows whether the database has ever held all that the topics hold: until then it would answer with figures that are too small.
 *
 * <p>An event passes several topics on its way to the database. Of each, in their order, what it held when the one before had
 * been handled must be handled. Once that is true the database says so for good; one that is lost, and filled anew, does not.
 */
@Component
public class FirstReading implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FirstReading.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final FigureTable figures;
    private final List<ReadingStage> stages;
    private volatile boolean isDone;
    private int passed;
    private @Nullable ScheduledExecutorService checks;

    FirstReading(FigureTable figures, List<ReadingStage> stages) {
        this.figures = figures;
        this.stages = List.copyOf(stages);
    }

    /** Whether figures are whole. */
    public boolean isDone() {
        return isDone;
    }

    /** Looks how far it is. */
    void check() {
        try {
            isDone = figures.areWhole();
            while (!isDone && passed < stages.size() && stages.get(passed).isPassed()) {
                passed++;
            }
            if (!isDone && passed == stages.size()) {
                figures.setWhole();
                isDone = true;
                LOG.info("The figures hold all that the topics hold");
            }
        } catch (RuntimeException failure) {
            LOG.debug("How far the figures are is not known: {}", failure.toString());
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it throws, and ends with the executor
    public synchronized void start() {
        passed = 0;
        stages.forEach(ReadingStage::reset);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "figures-first-reading");
            thread.setDaemon(true);
            return thread;
        });
        checks = executor;
        executor.scheduleWithFixedDelay(
                () -> {
                    check();
                    if (isDone) {
                        executor.shutdown();
                    }
                },
                0,
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (checks != null) {
            checks.shutdownNow();
            checks = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return checks != null;
    }
}
