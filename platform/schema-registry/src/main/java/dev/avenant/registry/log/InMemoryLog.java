package dev.avenant.registry.log;

import java.util.List;

/** A log that lives as long as the registry. */
public final class InMemoryLog implements RegistryLog {

    private Reader reader = (key, value, timestamp) -> {};
    private long nextOffset;

    @Override
    public void start(Reader reader) {
        this.reader = reader;
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
        records.forEach(record -> reader.read(record.key(), record.value(), now));
        nextOffset += records.size();
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
    public void close() {
        // Nothing is held.
    }
}
