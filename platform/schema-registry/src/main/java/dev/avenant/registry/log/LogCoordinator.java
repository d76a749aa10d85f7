package dev.avenant.registry.log;

import dev.avenant.registry.catalog.RegistryCoordinator;
import dev.avenant.registry.catalog.WriteOperation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs write operations on a log one after the other, and those that do not conflict in one append: whichever caller
 * comes first does the work of those who wait behind it.
 */
public final class LogCoordinator implements RegistryCoordinator {

    private static final int MAX_OPERATIONS = 64;
    // Together they fit into one batch of a Kafka producer, which the broker appends as a whole.
    private static final int MAX_CHARACTERS = 200_000;

    private final RegistryLog log;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Deque<PendingOperation<?>> waiting = new ArrayDeque<>();

    /** Made with {@code log}: where records go; its reader must feed the catalog that operations look at */
    public LogCoordinator(RegistryLog log) {
        this.log = log;
    }

    @Override
    public <T> T write(WriteOperation<T> operation) {
        PendingOperation<T> pending = new PendingOperation<>(operation);
        synchronized (waiting) {
            waiting.addLast(pending);
        }
        writing.lock();
        try {
            while (!pending.isDone()) {
                appendNextBatch();
            }
        } finally {
            writing.unlock();
        }
        return pending.response();
    }

    /** How many operations wait for their turn. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void appendNextBatch() {
        List<PendingOperation<?>> batch = new ArrayList<>();
        try {
            int leaderEpoch = log.leaderEpoch();
            List<LogRecord> records = fill(batch);
            if (!records.isEmpty()) {
                append(batch, records, leaderEpoch);
            }
        } catch (RuntimeException | Error failed) {
            batch.forEach(pending -> pending.fail(failed));
        }
    }

    private void append(List<PendingOperation<?>> batch, List<LogRecord> records, int leaderEpoch) {
        try {
            log.append(records, leaderEpoch);
            batch.forEach(PendingOperation::complete);
        } catch (RecordsTooLargeException tooLarge) {
            if (batch.size() == 1) {
                batch.get(0).refuseAsTooLarge();
                return;
            }
            // Each by itself, so that only what is too large is refused: they do not conflict.
            for (PendingOperation<?> pending : batch) {
                append(List.of(pending), pending.records(), leaderEpoch);
            }
        }
    }

    private List<LogRecord> fill(List<PendingOperation<?>> batch) {
        List<LogRecord> records = new ArrayList<>();
        Set<String> conflictKeys = new HashSet<>();
        int characters = 0;
        for (PendingOperation<?> pending = next(batch); pending != null; pending = next(batch)) {
            if (!pending.generate()) {
                continue;
            }
            characters += pending.characters();
            if (!batch.isEmpty() && (pending.conflictsWith(conflictKeys) || characters > MAX_CHARACTERS)) {
                putBack(pending);
                break;
            }
            conflictKeys.addAll(pending.conflictKeys());
            records.addAll(pending.records());
            batch.add(pending);
            if (pending.isExclusive()) {
                break;
            }
        }
        return records;
    }

    private @Nullable PendingOperation<?> next(List<PendingOperation<?>> batch) {
        synchronized (waiting) {
            PendingOperation<?> first = waiting.peekFirst();
            boolean fits =
                    first != null && (batch.isEmpty() || (!first.isExclusive() && batch.size() < MAX_OPERATIONS));
            return fits ? waiting.pollFirst() : null;
        }
    }

    private void putBack(PendingOperation<?> pending) {
        synchronized (waiting) {
            waiting.addFirst(pending);
        }
    }
}
