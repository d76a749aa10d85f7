package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.StatementDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one thread to the database: a connection of the pool for each piece of work, which commits statement by
 * statement. Another thread can cut it while it waits.
 */
final class RelaySession {

    private static final Logger LOG = LoggerFactory.getLogger(RelaySession.class);
    private static final Executor SAME_THREAD = Runnable::run;

    private final DataSource dataSource;
    private volatile @Nullable Connection current;

    /** @param timeout after which a database that does not answer counts as away */
    RelaySession(DataSource dataSource, Duration timeout) {
        this.dataSource = new StatementDataSource(dataSource, timeout);
    }

    /** Does the work on a connection; one on which it failed serves nobody again. */
    <T> T call(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            current = connection;
            try {
                return work.with(connection);
            } catch (SQLException | RuntimeException failed) {
                abort(connection);
                throw failed;
            }
        } finally {
            current = null;
        }
    }

    /** Ends what its thread waits for the database with: it fails there. */
    void cut() {
        Connection connection = current;
        if (connection != null) {
            abort(connection);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(SAME_THREAD);
        } catch (SQLException gone) {
            LOG.atDebug().setCause(gone).log("The connection was gone");
        }
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
