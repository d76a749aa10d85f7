package dev.avenant.registry;

import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.LogStatus;
import dev.avenant.registry.log.RegistryLog;
import java.util.List;
import java.util.function.Consumer;

/** A log that shows each record to a test before the registry reads it; what the test throws is thrown by the reader. */
final class InterceptedLog implements RegistryLog {

    private final RegistryLog log;
    private final Consumer<LogRecord> before;

    InterceptedLog(RegistryLog log, Consumer<LogRecord> before) {
        this.log = log;
        this.before = before;
    }

    @Override
    public void start(Reader reader) {
        log.start(new Reader() {
            @Override
            public void read(LogRecord record, long offset, long timestamp) {
                before.accept(record);
                reader.read(record, offset, timestamp);
            }

            @Override
            public void unreadable(long offset, String reason) {
                reader.unreadable(offset, reason);
            }
        });
    }

    @Override
    public void becomeLeader(ActivationStep step) {
        log.becomeLeader(step);
    }

    @Override
    public int leaderEpoch() {
        return log.leaderEpoch();
    }

    @Override
    public long append(List<LogRecord> records, int leaderEpoch) {
        return log.append(records, leaderEpoch);
    }

    @Override
    public long nextOffset() {
        return log.nextOffset();
    }

    @Override
    public void awaitReplayed(long offset) {
        log.awaitReplayed(offset);
    }

    @Override
    public String clusterId() {
        return log.clusterId();
    }

    @Override
    public LogStatus status() {
        return log.status();
    }

    @Override
    public boolean isServing() {
        return log.isServing();
    }

    @Override
    public void close() {
        log.close();
    }
}
