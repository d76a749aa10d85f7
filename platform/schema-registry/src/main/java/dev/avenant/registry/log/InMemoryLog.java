package dev.avenant.registry.log;

import java.util.List;

/** A log that lives as long as the registry. */
public final class InMemoryLog implements RegistryLog {

    private static final LogStatus READY = new LogStatus(LogStatus.State.READY, "The log is in memory");
    private static final LogStatus NOT_STARTED =
            new LogStatus(LogStatus.State.READING, "The log in memory was not started yet");
    private static final LogStatus CLOSED = new LogStatus(LogStatus.State.STOPPED, "The registry was closed");

    private Reader reader = new NoReader();
    private volatile LogStatus status = NOT_STARTED;
    private long nextOffset;

    /** Stands for the reader before there is one; nothing can have been appended then. */
    private static final class NoReader implements Reader {

        @Override
        public void read(LogRecord record, long offset, long timestamp) {
            throw new IllegalStateException("The log must be started before records are appended");
        }

        @Override
        public void unreadable(long offset, String reason) {
            throw new IllegalStateException("The log must be started before records are appended");
        }
    }

    @Override
    public synchronized void start(Reader first) {
        this.reader = first;
        status = READY;
    }

    @Override
    public void becomeLeader(ActivationStep step) {
        step.run(List.of(), leaderEpoch());
    }

    @Override
    public int leaderEpoch() {
        // Nobody else can write, so there is one.
        return 0;
    }

    @Override
    public synchronized long append(List<LogRecord> records, int leaderEpoch) {
        long now = System.currentTimeMillis();
        for (LogRecord record : records) {
            reader.read(record, nextOffset, now);
            nextOffset++;
        }
        return nextOffset - 1;
    }

    @Override
    public synchronized long nextOffset() {
        return nextOffset;
    }

    @Override
    public void awaitReplayed(long offset) {
        // All that was appended has been handed over.
    }

    @Override
    public String clusterId() {
        return "in-memory";
    }

    @Override
    public LogStatus status() {
        return status;
    }

    @Override
    public boolean isServing() {
        return status.isServing();
    }

    @Override
    public synchronized void close() {
        status = CLOSED;
    }
}
