package jobplatform.search.index;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jobplatform.search.readmodel.ReadModelChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Has the index follow the read model, in a thread of its own: soon after this process has committed a change, and otherwise
 * at an interval, since other processes change it too. Between two readings it rests, the longer the longer reading takes, for
 * one interval at most, and reads what was committed meanwhile together; a commit after that is read at once.
 */
@Component
class IndexLoop implements SmartLifecycle {

    private static final Duration SHORTEST_REST = Duration.ofMillis(20);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final IndexFollower follower;
    private final Duration interval;
    private final Semaphore commits = new Semaphore(0);
    private volatile @Nullable Thread thread;

    IndexLoop(IndexFollower follower, SearchProperties properties) {
        this.follower = follower;
        this.interval = properties.refreshInterval();
    }

    /** What was committed before the loop looks next stands for one commit. */
    @TransactionalEventListener
    void committed(ReadModelChanged change) {
        commits.release();
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            Thread started = new Thread(this::run, "search-index");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    /** An update that is being made is waited for, and not interrupted: that would close the files of the index. */
    @Override
    public synchronized void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            commits.release();
            try {
                stopped.join(LONGEST_STOP.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (Thread.currentThread().equals(thread)) {
                long begin = System.nanoTime();
                commits.drainPermits();
                follower.follow();
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                long rest = Math.min(Math.max(SHORTEST_REST.toMillis(), took.toMillis()), interval.toMillis());
                Thread.sleep(rest);
                var unused = commits.tryAcquire(interval.toMillis() - rest, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
