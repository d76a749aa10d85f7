package dev.avenant.stack.internal;

import dev.avenant.stack.config.ComponentStatus;
import dev.avenant.stack.config.StackException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One component and the process that it has now, if any.
 *
 * <p>A start waits until the component is ready and fails with the end of its log when it ends before. A process that ends
 * without being told to is reported in one line and not started again: the user, or the test, decides. Orders for one
 * component are carried out one after the other, except that a kill and the end of the stack do not wait for a start.
 */
public final class ManagedProcess {

    /** The exit codes of a process that has ended in order: by itself, or by SIGINT or SIGTERM, with 128 and their numbers. */
    private static final Set<Integer> IN_ORDER = Set.of(0, 128 + 2, 128 + 15);

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final long PROBE_PAUSE_MILLIS = 60;
    private static final long RETRY_PAUSE_MILLIS = 300;
    private static final int NANOS_PER_TENTH = 100_000_000;

    private final ComponentLifecycle component;
    private final Folders folders;
    private final Consumer<String> progress;
    private final ReentrantLock orders = new ReentrantLock();

    private volatile @Nullable Running running;
    private volatile boolean closing;

    /** A process and whether its end is expected. */
    private static final class Running {

        final Process process;
        volatile boolean ready;
        volatile boolean endExpected;
        boolean endNoticed;

        Running(Process process) {
            this.process = process;
        }
    }

    public ManagedProcess(ComponentLifecycle component, Folders folders, Consumer<String> progress) {
        this.component = component;
        this.folders = folders;
        this.progress = progress;
    }

    /** The name of the component. */
    public String name() {
        return component.name();
    }

    /** Starts the component and waits until it is ready; refuses when it runs already. */
    public void start() throws InterruptedException {
        orders.lockInterruptibly();
        try {
            if (isRunning()) {
                throw new StackException(name() + " runs already (pid " + pid().getAsLong()
                        + "). ./avenant stack restart " + name() + " stops it and starts it again.");
            }
            startNow();
        } finally {
            orders.unlock();
        }
    }

    private void startNow() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            component.prepare();
            Running started = launchUntilItStays();
            component.complete();
            started.ready = true;
            if (!started.process.isAlive()) {
                throw endedWhileStarting(started.process);
            }
        } catch (IOException failed) {
            throw new StackException(name() + " could not be started: " + Folders.reason(failed), failed);
        }
        progress.accept(name() + " is ready at " + component.address() + " after " + seconds(begin));
    }

    private Running launchUntilItStays() throws IOException, InterruptedException {
        int attempts = component.startAttempts();
        for (int attempt = 1; ; attempt++) {
            Running started = launch();
            if (becomesReady(started)) {
                return started;
            }
            if (attempt >= attempts) {
                throw endedWhileStarting(started.process);
            }
            Thread.sleep(RETRY_PAUSE_MILLIS);
        }
    }

    private Running launch() throws IOException {
        synchronized (this) {
            if (closing) {
                throw new StackException(name() + " is not started: the stack is being stopped");
            }
            Running started = new Running(component.process().start());
            note(started.process);
            running = started;
            CompletableFuture<Void> unused = started.process.onExit().thenAccept(ended -> noticeEnd(started));
            return started;
        }
    }

    /** Keeps no process of which nothing is noted: a later stack would not know of it. */
    private void note(Process started) {
        try {
            RunRecord.of(name(), started.toHandle()).write(folders.run());
        } catch (StackException refused) {
            started.destroyForcibly().onExit().join();
            throw refused;
        }
    }

    /** Waits for the answer to the probe; false when the process ended instead. */
    private boolean becomesReady(Running started) throws InterruptedException {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (started.process.isAlive()) {
            if (component.isReady()) {
                return true;
            }
            if (System.nanoTime() > end) {
                throw new StackException(name() + " does not answer " + READY_WITHIN.toSeconds()
                        + " s after its start. Its log is " + folders.log(name()) + ".");
            }
            started.process.waitFor(PROBE_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private StackException endedWhileStarting(Process ended) {
        return new StackException(name() + " ended with exit code " + ended.exitValue()
                + " while it was starting. The end of its log, " + folders.log(name()) + ":"
                + LogFile.end(folders.log(name())));
    }

    /** Returns after the end was reported, by whichever thread noticed it first. */
    private void noticeEnd(Running ended) {
        synchronized (ended) {
            if (ended.endNoticed) {
                return;
            }
            ended.endNoticed = true;
            RunRecord.delete(folders.run(), name());
            if (ended.ready && !ended.endExpected) {
                progress.accept(name() + " (pid " + ended.process.pid() + ") ended with exit code "
                        + ended.process.exitValue() + ". Its log is " + folders.log(name())
                        + "; ./avenant stack restart " + name() + " starts it again.");
            }
        }
    }

    /** Stops the process in order, by force when it takes too long; nothing happens when there is none. */
    public void stop() throws InterruptedException {
        orders.lockInterruptibly();
        try {
            stopNow();
        } finally {
            orders.unlock();
        }
    }

    private void stopNow() throws InterruptedException {
        Running current = running;
        if (current == null || !current.process.isAlive()) {
            return;
        }
        long begin = System.nanoTime();
        current.endExpected = true;
        component.requestStop(current.process.toHandle());
        if (current.process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
            if (IN_ORDER.contains(current.process.exitValue())) {
                component.stopped();
            }
            progress.accept(name() + " stopped after " + seconds(begin));
        } else {
            current.process.destroyForcibly().waitFor();
            progress.accept(name() + " did not stop within " + GRACE.toSeconds() + " s and was killed");
        }
        noticeEnd(current);
    }

    /** Stops it and starts it, or only starts it when it does not run. */
    public void restart() throws InterruptedException {
        orders.lockInterruptibly();
        try {
            stopNow();
            startNow();
        } finally {
            orders.unlock();
        }
    }

    /** Ends the process at once, as a crash would: no shutdown code of it runs. Returns when it is gone. */
    public void kill() throws InterruptedException {
        Running current = running;
        if (current == null || !current.process.isAlive()) {
            throw new StackException(name() + " does not run. ./avenant stack restart " + name() + " starts it.");
        }
        current.process.destroyForcibly().waitFor();
        noticeEnd(current);
    }

    /** Stops it for good: a start that is under way is given up, and no later one is begun. */
    public void close() throws InterruptedException {
        synchronized (this) {
            closing = true;
        }
        component.abandon();
        stopNow();
    }

    /** Whether its end takes some seconds longer, because it then writes down the classes that it has loaded. */
    public boolean archivesClasses() {
        return isRunning() && component.archivesClasses();
    }

    public boolean isRunning() {
        Running current = running;
        return current != null && current.process.isAlive();
    }

    public OptionalLong pid() {
        Running current = running;
        return current != null && current.process.isAlive()
                ? OptionalLong.of(current.process.pid())
                : OptionalLong.empty();
    }

    /** How it stands now; asks the component itself. */
    public ComponentStatus status() throws InterruptedException {
        ComponentStatus.State state = !isRunning()
                ? ComponentStatus.State.STOPPED
                : component.isReady() ? ComponentStatus.State.READY : ComponentStatus.State.NOT_ANSWERING;
        return new ComponentStatus(name(), state, component.address(), pid(), folders.log(name()));
    }

    private static String seconds(long begin) {
        long tenths = (System.nanoTime() - begin) / NANOS_PER_TENTH;
        return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
    }
}
