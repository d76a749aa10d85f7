package dev.avenant.console.deadletters;

import dev.avenant.console.Messages;
import dev.avenant.console.ShownText;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An action on letters that runs, or has ended. Written by the thread that runs it, read by pages. */
public final class LetterJob {

    private final String topic;
    private final int planned;
    private final Instant startedAt;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean isStopped;
    private volatile @Nullable Instant endedAt;
    private volatile @Nullable End end;
    private volatile @Nullable Throwable problem;

    /** How an action ended. */
    public enum End {
        DONE,
        STOPPED,
        FAILED
    }

    LetterJob(String topic, int planned, Instant startedAt) {
        this.topic = topic;
        this.planned = planned;
        this.startedAt = startedAt;
    }

    void sentOne() {
        sent.incrementAndGet();
    }

    void end(Instant at, End how, @Nullable Throwable why) {
        problem = why;
        end = how;
        endedAt = at;
    }

    void stop() {
        isStopped = true;
    }

    boolean isStopped() {
        return isStopped;
    }

    String topic() {
        return topic;
    }

    /** How many letters there were when it began. */
    public int planned() {
        return planned;
    }

    /** How many it has handed to Kafka; when it ended, Kafka has them. */
    public int sent() {
        return sent.get();
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** When it ended; null while it runs. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }

    public boolean isRunning() {
        return endedAt == null;
    }

    /** Whether somebody had it end before its end. */
    public boolean wasStopped() {
        return end == End.STOPPED;
    }

    /** Why it failed; null when it did not. */
    public @Nullable String problem() {
        return problemIn(Locale.ROOT);
    }

    /** The same in a language, as far as there are words of it. */
    public @Nullable String problemIn(Locale language) {
        Throwable why = problem;
        if (why == null) {
            return null;
        }
        return ShownText.line(Messages.of(why).in(language));
    }
}
