package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * That a process relays a topic, or would: a row of {@code outbox_relays} for as long as it says so. Those that do share
 * the topic evenly: the shares of all of them together are all shards, so nobody needs to take more.
 */
final class RelayMembership {

    private final String table;
    private final String topic;
    private final UUID holder;
    private final Duration duration;

    RelayMembership(TablesSchema schema, String topic, UUID holder, Duration duration) {
        this.table = schema.table("outbox_relays");
        this.topic = topic;
        this.holder = holder;
        this.duration = duration;
    }

    /** Says that it is there, and forgets those that have not been for long. */
    void announce(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH gone AS (DELETE FROM %1$s WHERE (topic, holder) IN (
                    SELECT topic, holder FROM %1$s WHERE topic = ? AND holder <> ?
                        AND expires_at < clock_timestamp() - interval '1 hour'
                    FOR UPDATE SKIP LOCKED))
                INSERT INTO %1$s (topic, holder, expires_at)
                VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')
                ON CONFLICT (topic, holder) DO UPDATE SET expires_at = excluded.expires_at
                """.formatted(table))) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            statement.setString(3, topic);
            statement.setObject(4, holder);
            statement.setLong(5, duration.toMillis());
            statement.execute();
        }
    }

    /** Leaves the topic to the others. */
    void leave(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM %s WHERE topic = ? AND holder = ?".formatted(table))) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            statement.execute();
        }
    }

    /** How many shards are this process's among those that are there; it must be announced. */
    int share(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT count(*), count(*) FILTER (WHERE holder < ?) FROM %s
                WHERE topic = ? AND (%s OR holder = ?)
                """.formatted(table, RelayLease.IS_VALID))) {
            statement.setObject(1, holder);
            statement.setString(2, topic);
            statement.setLong(3, duration.toMillis());
            statement.setObject(4, holder);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return share(row.getInt(1), row.getInt(2));
            }
        }
    }

    /**
     * How many shards are a member's.
     *
     * @param members how many there are
     * @param before how many of them come before it; the first ones have what the division leaves
     */
    static int share(int members, int before) {
        return KeyShards.COUNT / members + (before < KeyShards.COUNT % members ? 1 : 0);
    }
}
