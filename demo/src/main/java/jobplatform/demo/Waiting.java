package jobplatform.demo;

import java.util.concurrent.TimeUnit;

/** Waits, and ends with the process. */
final class Waiting {

    private Waiting() {}

    static void seconds(long seconds) {
        milliseconds(TimeUnit.SECONDS.toMillis(seconds));
    }

    static void milliseconds(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("Interrupted.");
        }
    }
}
