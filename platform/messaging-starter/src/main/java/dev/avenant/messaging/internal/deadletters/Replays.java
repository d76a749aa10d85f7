package dev.avenant.messaging.internal.deadletters;

import dev.avenant.messaging.api.TopicReader;
import dev.avenant.messaging.internal.Phases;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Goes on with the replay that the database tells of, step by step, on a thread of its own: claims letters, sends them, and
 * says so. A process that ends in the middle leaves a step whose letters are sent again, at worst; the inbox sees to it that
 * they have no second effect. Then another process of the group goes on, or this one when it is back. In the same way parked
 * letters are sent once nothing of their key is before them.
 */
final class Replays implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final int CHECK_MILLIS = 500;
    private static final int LARGEST_STEP = 500;

    /** Well below the time after which another process goes on. */
    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(5);

    /** To look for parked letters takes the longer the more wait; it takes a twentieth of the time at most. */
    private static final int REST = 20;

    private final ReplayTable table;
    private final LetterClaims claims;
    private final ReplaySender sender;
    private final Supplier<TopicReader> readers;
    private final boolean parks;
    private final UUID holder = UUID.randomUUID();
    private @Nullable ScheduledExecutorService steps;
    private boolean reported;
    private long nextLook = System.nanoTime();

    /** @param parks whether there may be parked letters */
    Replays(ReplayTable table, LetterClaims claims, ReplaySender sender, Supplier<TopicReader> readers, boolean parks) {
        this.table = table;
        this.claims = claims;
        this.sender = sender;
        this.readers = readers;
        this.parks = parks;
    }

    /** The last one of the group, or the one that runs; null before the first. */
    @Nullable
    ReplayReport report() {
        return table.report().orElse(null);
    }

    /**
     * Begins to replay the letters of the filter.
     *
     * @param perSecond how many at most
     * @param principal who wants it; null when nobody knows
     * @throws IllegalStateException if another replay runs
     */
    ReplayReport begin(LetterFilter filter, double perSecond, @Nullable String principal) {
        table.begin(filter, perSecond, principal);
        return table.report().orElseThrow();
    }

    private void step() {
        try {
            sendReleased();
            for (Optional<ReplayTable.Replay> replay = table.hold(holder);
                    replay.isPresent() && !Thread.currentThread().isInterrupted();
                    replay = table.hold(holder)) {
                goOn(replay.get());
            }
            reported = false;
        } catch (Throwable failed) {
            // An error too, which would end all replays without a word.
            if (!reported) {
                LOG.atWarn().log("Replays wait and are tried again: {}", String.valueOf(failed));
                reported = true;
            }
        }
    }

    private void goOn(ReplayTable.Replay replay) throws InterruptedException {
        int most = (int) Math.max(1, Math.min(LARGEST_STEP, replay.perSecond() / 2));
        List<DeadLetterTable.Found> letters = claims.of(replay.id(), most);
        if (letters.isEmpty()) {
            table.ended(replay.id());
            return;
        }
        long begun = System.nanoTime();
        try (TopicReader reader = readers.get()) {
            ReplaySender.Outcome outcome = sender.send(letters, reader);
            table.replayed(replay.id(), holder, outcome.sent());
            claims.release(replay.id(), outcome.gone());
            if (outcome.failure() != null) {
                throw new IllegalStateException(outcome.failure());
            }
        } catch (Throwable failed) {
            table.failed(replay.id(), failed.getMessage() == null ? failed.toString() : failed.getMessage());
            throw failed;
        }
        rest(begun + (long) (TimeUnit.SECONDS.toNanos(letters.size()) / replay.perSecond()));
    }

    /** Keeps the replay meanwhile, however few letters in a second it may send. */
    private void rest(long until) throws InterruptedException {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LONGEST_SILENCE));
            var unused = table.hold(holder);
        }
    }

    private void sendReleased() {
        long now = System.nanoTime();
        if (!parks || now - nextLook < 0) {
            return;
        }
        UUID claim = UUID.randomUUID();
        List<DeadLetterTable.Found> letters = claims.claimReleased(claim, LARGEST_STEP);
        nextLook = System.nanoTime() + (letters.isEmpty() ? REST * (System.nanoTime() - now) : 0);
        if (letters.isEmpty()) {
            return;
        }
        try (TopicReader reader = readers.get()) {
            ReplaySender.Outcome outcome = sender.send(letters, reader);
            claims.replayed(claim, outcome.sent());
            if (outcome.failure() != null) {
                throw new IllegalStateException(outcome.failure());
            }
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it throws, and ends with the executor
    public synchronized void start() {
        if (steps == null) {
            steps = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "avenant-replay");
                thread.setDaemon(true);
                return thread;
            });
            steps.scheduleWithFixedDelay(this::step, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping;
        synchronized (this) {
            stopping = steps;
            steps = null;
        }
        if (stopping == null) {
            return;
        }
        stopping.shutdownNow();
        try {
            if (stopping.awaitTermination(LARGEST_STEP, TimeUnit.MILLISECONDS)) {
                table.letGo(holder);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException away) {
            LOG.atDebug().log("Another process goes on with the replay after a while: {}", away.toString());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return steps != null;
    }

    @Override
    public int getPhase() {
        return Phases.LISTENERS;
    }
}
