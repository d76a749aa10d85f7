package dev.avenant.registry;

import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.RegistryLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A log whose reader hears of records late, and which says of records that they were handed over when they were not: after an
 * append, or when this registry becomes the leader.
 */
final class LaggingLog extends ForwardingLog {

    private final Duration lag;
    private final boolean waitsAfterAppend;
    private final boolean waitsOnLeadership;
    private final Deque<Late> late = new ArrayDeque<>();
    private volatile boolean activating;
    private int waiting;
    private boolean closed;

    private record Late(Runnable handOver, long dueNanos) {}

    LaggingLog(RegistryLog log, Duration lag, boolean waitsAfterAppend, boolean waitsOnLeadership) {
        super(log);
        this.lag = lag;
        this.waitsAfterAppend = waitsAfterAppend;
        this.waitsOnLeadership = waitsOnLeadership;
    }

    @Override
    public void start(Reader reader) {
        Thread handingOver = new Thread(this::handOver, "lagging-log");
        handingOver.setDaemon(true);
        handingOver.start();
        super.start(new Reader() {
            @Override
            public void read(LogRecord record, long offset, long timestamp) {
                add(() -> reader.read(record, offset, timestamp));
            }

            @Override
            public void unreadable(long offset, String reason) {
                add(() -> reader.unreadable(offset, reason));
            }
        });
        awaitHandedOver();
    }

    private synchronized void add(Runnable handOver) {
        late.addLast(new Late(handOver, System.nanoTime() + lag.toNanos()));
        notifyAll();
    }

    private synchronized void handOver() {
        try {
            while (!closed) {
                Late first = late.peekFirst();
                long left = first == null ? Long.MAX_VALUE : (first.dueNanos() - System.nanoTime()) / 1_000_000 + 1;
                if (first != null && (left <= 0 || waiting > 0)) {
                    first.handOver().run();
                    late.removeFirst();
                    notifyAll();
                } else {
                    wait(first == null ? 0 : left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitHandedOver() {
        waiting++;
        notifyAll();
        try {
            while (!late.isEmpty() && !closed) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
        }
    }

    @Override
    public void becomeLeader(ActivationStep step) {
        super.becomeLeader((uncommitted, leaderEpoch) -> {
            if (waitsOnLeadership) {
                awaitHandedOver();
            }
            activating = true;
            try {
                step.run(uncommitted, leaderEpoch);
            } finally {
                activating = false;
            }
        });
    }

    @Override
    public long append(List<LogRecord> records, int leaderEpoch) {
        long last = super.append(records, leaderEpoch);
        // What a leader begins with would be waited for too, and make up for what it did not wait for before.
        if (waitsAfterAppend && !activating) {
            awaitHandedOver();
        }
        return last;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        super.close();
    }
}
