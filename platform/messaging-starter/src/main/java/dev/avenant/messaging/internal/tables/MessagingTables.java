package dev.avenant.messaging.internal.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Sees to it that the tables are there when a service starts: runs the scripts in a schema of their own, with a history of
 * their own, so that the service's migrations and these never meet, or leaves that to others; then compares what is there
 * with what the statements of this version need. Several processes may do so at once.
 */
public final class MessagingTables {

    static final String SCRIPTS = "dev/avenant/messaging/db";

    private static final long LOCK = 0x6176_656E_616E_7402L;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final DataSource dataSource;
    private final TablesSchema schema;
    private final boolean create;

    /**
     * The tables in that schema.
     *
     * @param create whether to run the scripts; otherwise the tables are only looked at
     */
    public MessagingTables(DataSource dataSource, TablesSchema schema, boolean create) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.create = create;
    }

    /**
     * Creates them if it may, and looks at them.
     *
     * @throws TablesUnusableException if the tables are not what they must be, or may not be used or made
     */
    public void prepare() {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                throw TablesUnusableException.otherDatabase(product);
            }
            if (create) {
                createWith(connection);
            }
            List<String> faults = new TablesInspection(schema).faults(connection);
            if (!faults.isEmpty()) {
                throw TablesUnusableException.unfit(schema, faults);
            }
        } catch (SQLException failed) {
            throw TablesUnusableException.unreachable(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** Lets one process at a time begin, since schemas cannot be created twice at once. */
    private void createWith(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                migrate();
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    /**
     * Flyway runs the scripts with the schema first in the search path, which is why they name none. What it remembers of a
     * script's text is not compared: the tables themselves are.
     */
    private void migrate() {
        try {
            Flyway.configure()
                    .dataSource(dataSource)
                    .schemas(schema.name())
                    .createSchemas(true)
                    .table("messaging_history")
                    .locations("classpath:" + SCRIPTS)
                    .validateOnMigrate(false)
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
                    throw TablesUnusableException.notCreated(schema, String.valueOf(sql.getMessage()), failed);
                }
            }
            throw TablesUnusableException.unreachable(String.valueOf(failed.getMessage()), failed);
        }
    }
}
