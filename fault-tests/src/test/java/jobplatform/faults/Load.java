package jobplatform.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes without a pause: to users, to jobs, and poisonous events among those of users. Each writer has a thread of its
 * own, and what is answered goes to the platform's history.
 */
final class Load implements AutoCloseable {

    private static final int USER_WRITERS = 4;
    private static final int JOB_WRITERS = 2;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BETWEEN_POISONS = Duration.ofSeconds(2);
    private static final long SEED_OF_JOBS = 1000;

    private final List<Thread> threads = new ArrayList<>();
    private final PoisonWriter poison;
    private volatile boolean stopped;

    private Load(PoisonWriter poison) {
        this.poison = poison;
    }

    /** Writes to that many users, to a third as many jobs, and poisonous events. */
    static Load on(Platform platform, int users, long seed) {
        Load load = ofUsers(platform, users, seed);
        for (int number = 0; number < JOB_WRITERS; number++) {
            Writer writer = new JobWriter(platform, share(users / 3, JOB_WRITERS), seed + SEED_OF_JOBS + number);
            load.add("jobs-" + number, writer, PAUSE.multipliedBy(2));
        }
        load.add("poison", load.poison, BETWEEN_POISONS);
        return load;
    }

    /** Writes to that many users, and to nothing else. */
    static Load ofUsers(Platform platform, int users, long seed) {
        Load load = new Load(new PoisonWriter(platform, seed));
        for (int number = 0; number < USER_WRITERS; number++) {
            load.add("users-" + number, new UserWriter(platform, share(users, USER_WRITERS), seed + number), PAUSE);
        }
        return load;
    }

    private static int share(int all, int writers) {
        return Math.max(1, all / writers);
    }

    private void add(String name, Writer writer, Duration pause) {
        Thread thread = new Thread(() -> write(writer, pause), name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    /** Begins to write. */
    void start() {
        threads.forEach(Thread::start);
    }

    private void write(Writer writer, Duration pause) {
        while (!stopped) {
            try {
                try {
                    writer.write();
                } catch (IOException noAnswer) {
                    writer.history().unknown(Flow.USERS, "a write", noAnswer);
                }
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Lets each thread end the write that it is at. */
    @Override
    public void close() {
        stopped = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                interrupted = true;
                thread.interrupt();
            }
        }
        poison.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
