package dev.avenant.messaging.internal.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the tables of a database with what the statements need, and the rights of its user on them. */
final class TablesInspection {

    private final TablesSchema schema;

    TablesInspection(TablesSchema schema) {
        this.schema = schema;
    }

    /** What is wrong, a sentence each; empty when nothing is. */
    List<String> faults(Connection connection) throws SQLException {
        Map<String, TablePart> needed = new LinkedHashMap<>();
        TablePart.ALL.forEach(part -> needed.put(part.path(), part));
        Map<String, String> found = found(connection);
        Set<String> tables = found.keySet().stream()
                .map(path -> path.substring(0, path.indexOf('.')))
                .collect(Collectors.toSet());
        Set<String> faults = new LinkedHashSet<>();
        needed.values().forEach(part -> {
            String definition = found.get(part.path());
            if (!tables.contains(part.table())) {
                faults.add("table " + schema.name() + "." + part.table() + " is missing: " + firstScript(part.table())
                        + " makes it");
            } else if (definition == null) {
                faults.add(part.describe(schema) + " is missing: " + part.script() + " makes it, " + part.definition());
            } else if (!definition.equals(part.definition())) {
                faults.add(part.describe(schema) + " is " + definition + ": expected " + part.definition() + ", as "
                        + part.script() + " makes it");
            }
        });
        faults.addAll(missingRights(connection));
        return List.copyOf(faults);
    }

    private static String firstScript(String table) {
        return TablePart.ALL.stream()
                .filter(part -> part.table().equals(table))
                .findFirst()
                .map(TablePart::script)
                .orElseThrow();
    }

    /** The definition of each column, primary key and unique index in the schema, by {@link TablePart#path()}. */
    Map<String, String> found(Connection connection) throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT tables.relname || '.' || columns.attname,
                       format_type(columns.atttypid, columns.atttypmod)
                       || CASE WHEN columns.attnotnull THEN ' NOT NULL' ELSE '' END
                       || CASE WHEN columns.atthasdef OR columns.attidentity <> '' THEN ' DEFAULT' ELSE '' END
                FROM pg_class AS tables JOIN pg_namespace AS schemas ON schemas.oid = tables.relnamespace
                JOIN pg_attribute AS columns ON columns.attrelid = tables.oid AND columns.attnum > 0
                     AND NOT columns.attisdropped
                WHERE schemas.nspname = ? AND tables.relkind IN ('r', 'p')
                UNION ALL
                SELECT tables.relname || '.PRIMARY KEY',
                       '(' || (SELECT string_agg(columns.attname, ', ' ORDER BY number)
                               FROM unnest(keys.conkey) WITH ORDINALITY AS key (attnum, number)
                               JOIN pg_attribute AS columns
                               ON columns.attrelid = tables.oid AND columns.attnum = key.attnum) || ')'
                FROM pg_constraint AS keys JOIN pg_class AS tables ON tables.oid = keys.conrelid
                JOIN pg_namespace AS schemas ON schemas.oid = tables.relnamespace
                WHERE schemas.nspname = ? AND keys.contype = 'p'
                UNION ALL
                SELECT indexed.relname || '.UNIQUE INDEX ' || definition, definition
                FROM pg_index JOIN pg_class AS indexed ON indexed.oid = indrelid
                JOIN pg_namespace AS schemas ON schemas.oid = indexed.relnamespace,
                     substring(pg_get_indexdef(indexrelid) FROM ' USING btree (.*)') AS definition
                WHERE schemas.nspname = ? AND indisunique AND indisvalid AND NOT indisprimary
                """)) {
            statement.setString(1, schema.name());
            statement.setString(2, schema.name());
            statement.setString(3, schema.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.put(row.getString(1), row.getString(2));
                }
            }
        }
        return found;
    }

    private List<String> missingRights(Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        Set<String> tables = TablePart.ALL.stream().map(TablePart::table).collect(Collectors.toSet());
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT 'USAGE on schema ' || nspname FROM pg_namespace
                WHERE nspname = ? AND NOT has_schema_privilege(oid, 'USAGE')
                UNION ALL
                SELECT string_agg(privilege, ', ' ORDER BY number) || ' on ' || nspname || '.' || relname
                FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace,
                     unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS needed (privilege, number)
                WHERE nspname = ? AND relname = ANY (?) AND NOT has_table_privilege(pg_class.oid, privilege)
                GROUP BY nspname, relname
                """)) {
            statement.setString(1, schema.name());
            statement.setString(2, schema.name());
            statement.setArray(3, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    faults.add("the database user lacks " + row.getString(1));
                }
            }
        }
        return faults;
    }
}
