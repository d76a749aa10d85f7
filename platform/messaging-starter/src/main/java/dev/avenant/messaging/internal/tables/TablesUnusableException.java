package dev.avenant.messaging.internal.tables;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service must not start: its tables are missing, or not what its statements need, or not for its user. */
public final class TablesUnusableException extends RuntimeException {

    private final String action;

    private TablesUnusableException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** @param faults what is wrong with the tables, a sentence each */
    static TablesUnusableException unfit(TablesSchema schema, List<String> faults) {
        return new TablesUnusableException(
                "The messaging tables in the schema " + schema.name() + " are not what this version needs:\n\n    "
                        + String.join("\n    ", faults),
                "Run the scripts in the order of their numbers, by hand, with Flyway or with Liquibase: they are in"
                        + " avenant-messaging-starter.jar below " + MessagingTables.SCRIPTS
                        + ", and docs/messaging.md (\"Tables\") says how. If the tables are in another schema, set"
                        + " avenant.messaging.tables.schema. What the database user lacks: GRANT it.",
                null);
    }

    /** The user of the database may not make them. */
    static TablesUnusableException notCreated(TablesSchema schema, String reason, Throwable cause) {
        return new TablesUnusableException(
                "The database user may not create the messaging tables in the schema " + schema.name() + ": " + reason,
                "Grant it CREATE on the database, or create the tables with another user (docs/messaging.md, \"Tables\")"
                        + " and set avenant.messaging.tables.create=false.",
                cause);
    }

    static TablesUnusableException otherDatabase(String product) {
        return new TablesUnusableException(
                "The messaging tables need PostgreSQL, but the DataSource is one of " + product + ".",
                "Set spring.datasource.url to a PostgreSQL database; avenant-testing brings one for tests.",
                null);
    }

    static TablesUnusableException unreachable(String reason, Throwable cause) {
        return new TablesUnusableException(
                "The database that holds the messaging tables could not be used: " + reason,
                "Start the database, or correct spring.datasource.url and the credentials there.",
                cause);
    }

    String action() {
        return action;
    }
}
