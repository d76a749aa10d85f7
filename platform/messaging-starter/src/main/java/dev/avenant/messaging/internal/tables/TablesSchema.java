package dev.avenant.messaging.internal.tables;

/**
 * The schema of the database in which the tables are. No statement names one of them but through this.
 *
 * @param name as the settings have it, not quoted
 */
public record TablesSchema(String name) {

    /** The name of a table for a statement: with its schema, and quoted. */
    public String table(String table) {
        return quoted(name) + "." + quoted(table);
    }

    /** A statement in which <code>{schema}</code> stands before each table, with the name of the schema. */
    public String in(String statement) {
        return statement.replace("{schema}", quoted(name));
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
