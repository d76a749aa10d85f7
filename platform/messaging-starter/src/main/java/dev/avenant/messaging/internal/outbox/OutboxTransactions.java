package dev.avenant.messaging.internal.outbox;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Follows the transactions of the database, to store the events of each before it commits, after everything else that
 * is done before a commit, and to wake the relays afterwards. It listens to every transaction manager that is a bean; a
 * transaction of any other, or of one that has nothing to do with the database of the outbox, takes no events.
 */
final class OutboxTransactions implements TransactionExecutionListener {

    private final Supplier<JdbcTemplate> jdbc;
    private final Supplier<OutboxTable> table;
    private final Supplier<CommitNotifier> notifier;
    private final ThreadLocal<Map<ConnectionHolder, PendingEvents>> open = ThreadLocal.withInitial(WeakHashMap::new);

    /** All are asked for when the first transaction begins. */
    OutboxTransactions(Supplier<JdbcTemplate> jdbc, Supplier<OutboxTable> table, Supplier<CommitNotifier> notifier) {
        this.jdbc = jdbc;
        this.table = table;
        this.notifier = notifier;
    }

    /** The events of the running transaction; null when it is none that this follows. */
    @Nullable
    PendingEvents current() {
        ConnectionHolder holder = holder();
        return holder == null ? null : open.get().get(holder);
    }

    JdbcOperations jdbc() {
        return jdbc.get();
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable beginFailure) {
        ConnectionHolder holder = beginFailure == null && transaction.isNewTransaction() ? holder() : null;
        if (holder != null) {
            open.get().put(holder, new PendingEvents(table.get()));
        }
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        PendingEvents events = transaction.isNewTransaction() ? current() : null;
        if (events == null) {
            return;
        }
        if (transaction instanceof TransactionStatus status) {
            // What an object-relational mapper still has to write may wait for rows of others: before the locks, not
            // after.
            status.flush();
        }
        events.storeBeforeCommit(jdbc.get());
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable commitFailure) {
        PendingEvents events = ended(transaction);
        if (events != null && events.hasStored()) {
            notifier.get().committed();
        }
    }

    @Override
    public void afterRollback(TransactionExecution transaction, @Nullable Throwable rollbackFailure) {
        var unused = ended(transaction);
    }

    private @Nullable PendingEvents ended(TransactionExecution transaction) {
        ConnectionHolder holder = transaction.isNewTransaction() ? holder() : null;
        return holder == null ? null : open.get().remove(holder);
    }

    private @Nullable ConnectionHolder holder() {
        Object dataSource = jdbc.get().getDataSource();
        return dataSource != null
                        && TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder
                ? holder
                : null;
    }
}
