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

    /**
     * An expression for which table of which server this is. It changes when another server or another database takes its
     * place, which may have other rows under the same ids and lack the last transactions, and when the table is emptied or
     * written anew; what a process remembers of the table says nothing then.
     */
    public String incarnation(String table) {
        return """
                (SELECT concat_ws('/', extract(epoch FROM pg_postmaster_start_time()), oid, pg_relation_filenode('%s'))
                 FROM pg_database WHERE datname = current_database())
                """.formatted(table(table).replace("'", "''")).strip();
    }

    /** A statement in which <code>{schema}</code> stands before each table, with the name of the schema. */
    public String in(String statement) {
        return statement.replace("{schema}", quoted(name));
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
