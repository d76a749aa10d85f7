package dev.avenant.registry.log;

import java.util.List;

/** A log that lives as long as the registry. */
public final class MemoryLog implements RegistryLog {

    private Reader reader = (key, value, timestamp) -> {};
    private long next;

    @Override
    public void start(Reader reader) {
        this.reader = reader;
    }

    @Override
    public void lead(Successor successor) {
        successor.begin(List.of(), term());
    }

    @Override
    public int term() {
        // Nobody else can write, so there is one.
        return 0;
    }

    @Override
    public synchronized long append(List<Entry> entries, int term) {
        long now = System.currentTimeMillis();
        entries.forEach(entry -> reader.read(entry.key(), entry.value(), now));
        next += entries.size();
        return next - 1;
    }

    @Override
    public synchronized long position() {
        return next;
    }

    @Override
    public void await(long place) {
        // All that was appended has been handed over.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
