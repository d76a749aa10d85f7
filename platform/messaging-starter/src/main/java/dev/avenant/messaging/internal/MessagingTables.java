package dev.avenant.messaging.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Creates the outbox and the inbox in a schema of their own, with a history of their own, so that the service's
 * migrations and these never meet. Several processes may do so at once.
 */
final class MessagingTables {

    private static final String SCHEMA = "avenant";
    private static final long LOCK = 0x6176_656E_616E_7402L;

    private final DataSource dataSource;

    MessagingTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Lets one process at a time begin, since schemas cannot be created twice at once. */
    void migrate() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                migrateAlone();
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException failed) {
            throw new CannotGetJdbcConnectionException("The tables of the outbox and the inbox", failed);
        }
    }

    private void migrateAlone() {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(SCHEMA)
                .createSchemas(true)
                .table("messaging_history")
                .locations("classpath:dev/avenant/messaging/db")
                .load()
                .migrate();
    }
}
