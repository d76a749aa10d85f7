package dev.avenant.messaging.internal.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to send for a database. It is a session lock of PostgreSQL, so it ends with its connection, whatever happens
 * to the process that held it. The connection also hears the notifications of commits.
 */
final class RelayLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelayLease.class);
    /** The session lock of PostgreSQL that it is. */
    static final long LOCK = 0x6176_656E_616E_7401L;

    private static final Executor SAME_THREAD = Runnable::run;

    private final Connection connection;
    private final PGConnection notifications;
    private boolean acquired;
    private volatile boolean broken;

    private RelayLease(Connection connection, PGConnection notifications) {
        this.connection = connection;
        this.notifications = notifications;
    }

    /** A session that may ask for the lease. */
    static RelayLease connect(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(true);
            return new RelayLease(connection, connection.unwrap(PGConnection.class));
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Takes the lease and says whether it could: false when another process holds it. */
    boolean acquire() throws SQLException {
        acquired = lock();
        return acquired;
    }

    private boolean lock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return false;
                }
            }
        }
        execute("LISTEN " + OutboxTable.CHANNEL);
        return true;
    }

    /** The connection that holds the lock: what it reads and writes is read and written under the lease. */
    Connection connection() {
        return connection;
    }

    /** Waits for a commit with new rows, at most that long, and says whether there was one. */
    boolean awaitCommit(Duration atMost) throws SQLException {
        return notifications.getNotifications(Math.max(1, (int) atMost.toMillis())).length > 0;
    }

    /** Ends what another thread waits for the database with: it fails there. */
    void cut() {
        broken = true;
        try {
            connection.abort(SAME_THREAD);
        } catch (SQLException gone) {
            LOG.atDebug().setCause(gone).log("The lease ended with its connection");
        }
    }

    /** Says that the connection failed, so that it must not serve anyone again. */
    void markBroken() {
        broken = true;
    }

    /** Gives the lease back, or, when the connection failed, cuts it so that the database does. */
    @Override
    public void close() {
        try (connection) {
            if (broken) {
                connection.abort(SAME_THREAD);
            } else if (acquired) {
                execute("UNLISTEN " + OutboxTable.CHANNEL);
                execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException gone) {
            LOG.atDebug().setCause(gone).log("The lease ended with its connection");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
