package dev.avenant.messaging.internal;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Creates the outbox and the inbox in a schema of their own, with a history of their own, so that the service's
 * migrations and these never meet. Several processes may do so at once.
 */
final class MessagingTables {

    private static final String SCHEMA = "avenant";

    private final DataSource dataSource;

    MessagingTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void migrate() {
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
