package dev.avenant.registry;

import dev.avenant.registry.log.LogRecord;
import dev.avenant.registry.log.LogStatus;
import dev.avenant.registry.log.RegistryLog;
import java.util.List;

/** A log that leaves all to another one; what a test wants otherwise is overridden. */
abstract class ForwardingLog implements RegistryLog {

    private final RegistryLog log;

    ForwardingLog(RegistryLog log) {
        this.log = log;
    }

    @Override
    public void start(Reader reader) {
        log.start(reader);
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
