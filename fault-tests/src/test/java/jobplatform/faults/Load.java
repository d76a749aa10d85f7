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
    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final Duration BETWEEN_POISONS = Duration.ofMillis(700);
    private static final long SEED_OF_JOBS = 1000;

    private final List<Thread> threads = new ArrayList<>();
    private final PoisonWriter poison;
    private volatile boolean stopped;

    /** Begins to write to that many users, and a third as many jobs. */
    Load(Platform platform, int users, long seed) {
        for (int number = 0; number < USER_WRITERS; number++) {
            begin("users-" + number, new UserWriter(platform, share(users, USER_WRITERS), seed + number), PAUSE);
        }
        for (int number = 0; number < JOB_WRITERS; number++) {
            Writer writer = new JobWriter(platform, share(users / 3, JOB_WRITERS), seed + SEED_OF_JOBS + number);
            begin("jobs-" + number, writer, PAUSE.multipliedBy(2));
        }
        poison = new PoisonWriter(platform, seed);
        begin("poison", poison, BETWEEN_POISONS);
    }

    private static int share(int all, int writers) {
        return Math.max(1, all / writers);
    }

    private void begin(String name, Writer writer, Duration pause) {
        Thread thread = new Thread(() -> write(writer, pause), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
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
