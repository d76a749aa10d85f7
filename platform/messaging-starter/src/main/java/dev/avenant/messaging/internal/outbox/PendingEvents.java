package dev.avenant.messaging.internal.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.IllegalTransactionStateException;
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

    private static final Logger LOG = LoggerFactory.getLogger(PendingEvents.class);
    private static final int BYTES_IN_MEMORY = 4 * 1024 * 1024;

    private final OutboxTable table;
    private final List<OutboxMessage> events = new ArrayList<>();
    private final Map<Object, Integer> savepoints = new HashMap<>();
    private long bytes;
    private @Nullable JdbcOperations connection;
    private boolean over;
    private boolean committing;
    private boolean holdsAllLocks;
    private boolean stored;

    PendingEvents(OutboxTable table) {
        this.table = table;
    }

    /** @throws IllegalTransactionStateException if the transaction has committed, so that nothing would keep the event */
    void append(OutboxMessage message, JdbcOperations jdbc) {
        if (over) {
            throw new IllegalTransactionStateException(
                    "Outbox.append came after the transaction had committed, and nothing"
                            + " would commit its event: append in the transaction, or begin a new one (REQUIRES_NEW)");
        }
        register(jdbc);
        events.add(message);
        bytes += message.bytes();
        if (committing) {
            store(jdbc);
        } else if (bytes > BYTES_IN_MEMORY && savepoints.isEmpty()) {
            lockAll(jdbc);
            store(jdbc);
        }
    }

    /** Whether events of it are in the table. */
    boolean hasStored() {
        return stored;
    }

    private void register(JdbcOperations jdbc) {
        if (connection == null) {
            connection = jdbc;
            TransactionSynchronizationManager.registerSynchronization(this);
        }
    }

    /** Stores what waits; what is appended from now on, while the transaction commits, is stored at once. */
    void storeBeforeCommit(JdbcOperations jdbc) {
        register(jdbc);
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
            table.append(connection, events);
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
        holdsAllLocks = false;
        bytes -= undone.stream().mapToLong(OutboxMessage::bytes).sum();
        undone.clear();
    }

    /** Before the callbacks of others, which may append. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void afterCommit() {
        over = true;
    }

    /**
     * A callback before the commit that fails with an exception of Spring's own leaves the transaction as it is; what
     * cleans it up would then commit the data, and not the events. It costs nothing where it is rolled back already.
     */
    @Override
    public void afterCompletion(int status) {
        over = true;
        if (status != STATUS_COMMITTED && connection != null) {
            try {
                connection.execute((ConnectionCallback<Boolean>) open -> {
                    open.rollback();
                    return true;
                });
            } catch (DataAccessException gone) {
                LOG.atDebug().setCause(gone).log("The transaction ended with its connection");
            }
        }
    }
}
