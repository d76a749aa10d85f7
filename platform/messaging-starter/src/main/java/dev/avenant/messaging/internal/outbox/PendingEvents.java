package dev.avenant.messaging.internal.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The events that a transaction appended. They are stored when it is about to commit, all at once, so that it takes the
 * locks that keep a key's events in order in one fixed order, and holds them only while it commits. What is rolled back
 * to a savepoint is forgotten.
 *
 * <p>A transaction that appends more than {@value #BYTES_IN_MEMORY} bytes stores them as they come, and keeps all others
 * from committing events until it ends.
 */
final class PendingEvents implements TransactionSynchronization {

    private static final int BYTES_IN_MEMORY = 4 * 1024 * 1024;

    private final List<OutboxMessage> events = new ArrayList<>();
    private final Map<Object, Integer> savepoints = new HashMap<>();
    private long bytes;
    private boolean registered;
    private boolean committing;
    private boolean holdsAllLocks;
    private boolean stored;

    void append(OutboxMessage message, JdbcOperations jdbc) {
        if (!registered) {
            TransactionSynchronizationManager.registerSynchronization(this);
            registered = true;
        }
        events.add(message);
        bytes += message.bytes();
        if (committing) {
            store(jdbc);
        } else if (bytes > BYTES_IN_MEMORY && savepoints.isEmpty()) {
            lockAll(jdbc);
            store(jdbc);
        }
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether events of it are in the table. */
    boolean hasStored() {
        return stored;
    }

    /** Stores what waits; what is appended from now on, while the transaction commits, is stored at once. */
    void storeBeforeCommit(JdbcOperations jdbc) {
        committing = true;
        store(jdbc);
    }

    private void lockAll(JdbcOperations jdbc) {
        if (!holdsAllLocks) {
            jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                OutboxTable.lockAllKeys(connection);
                return true;
            });
            holdsAllLocks = true;
        }
    }

    private void store(JdbcOperations jdbc) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            OutboxTable.append(connection, events);
            return true;
        });
        stored = true;
        events.clear();
        bytes = 0;
    }

    @Override
    public void savepoint(Object savepoint) {
        savepoints.put(savepoint, events.size());
    }

    /** A savepoint that is not known is older than the first event. */
    @Override
    public void savepointRollback(Object savepoint) {
        List<OutboxMessage> undone = events.subList(savepoints.getOrDefault(savepoint, 0), events.size());
        bytes -= undone.stream().mapToLong(OutboxMessage::bytes).sum();
        undone.clear();
    }
}
