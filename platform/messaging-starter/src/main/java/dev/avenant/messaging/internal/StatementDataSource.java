package dev.avenant.messaging.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The connections of the service for single statements: each statement commits by itself, whatever the pool is set to, and
 * fails when the database is silent for too long.
 */
public final class StatementDataSource extends DelegatingDataSource {

    private final int timeoutMillis;

    /** @param timeout after which a database that does not answer counts as away; nothing else ends a dead connection */
    public StatementDataSource(DataSource dataSource, Duration timeout) {
        super(dataSource);
        this.timeoutMillis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, timeoutMillis);
            connection.setAutoCommit(true);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }
}
