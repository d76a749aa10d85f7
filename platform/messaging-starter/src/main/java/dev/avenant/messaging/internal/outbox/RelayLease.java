package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The right to relay shards of a topic's keys: rows of {@code outbox_lease} that a process holds until they expire, by the
 * clock of the database, so that no two processes need to agree on the time. Who holds one without being able to say so
 * loses it.
 *
 * <p>That a former holder sends nothing more is not this one's to see to. The row names the producer under which it may
 * still send, until the next one has had Kafka refuse that producer and says so with {@link #confirm}; a holder that ends
 * before that leaves the name to the one behind it.
 *
 * <p>{@link RelayMembership} says how many shards are this process's share.
 */
final class RelayLease {

    /**
     * Whether a lease of that many milliseconds has not expired. One that is to last for ten times as long is by a clock that
     * was set back since; whoever lives makes it a right one soon.
     */
    static final String IS_VALID =
            "(expires_at > clock_timestamp() AND expires_at <= clock_timestamp() + ? * interval '10 milliseconds')";

    private final String table;
    private final String topic;
    private final UUID holder;
    private final String producers;
    private final Duration duration;
    private int generation;

    /** @param producers with what the transactional ids of the holder's producers begin */
    RelayLease(TablesSchema schema, String topic, UUID holder, String producers, Duration duration) {
        this.table = schema.table("outbox_lease");
        this.topic = topic;
        this.holder = holder;
        this.producers = producers;
        this.duration = duration;
    }

    /** The transactional id of the holder's producer. */
    String producer() {
        return producers + "." + generation;
    }

    /** From now on it is another one, which nobody has a reason to refuse. */
    void changeProducer() {
        generation++;
    }

    /**
     * Takes shards that nobody holds until it has so many, and gives back what it has beyond them. The holder's producer
     * must have nothing in flight.
     */
    Holding acquire(Connection connection, int share) throws SQLException {
        Holding held = held(connection);
        if (held.shards().size() > share) {
            giveBack(connection, held.shards().stream().skip(share).toList().toArray(Integer[]::new));
            return held(connection);
        }
        if (held.shards().size() < share && freeShards(connection) > 0) {
            take(connection, share - held.shards().size());
            return held(connection);
        }
        return held;
    }

    private void take(Connection connection, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO %s (topic, shard, holder, expires_at)
                SELECT ?, number, ?, clock_timestamp() FROM generate_series(0, ?) AS number
                ON CONFLICT DO NOTHING
                """.formatted(table))) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            statement.setInt(3, KeyShards.COUNT - 1);
            statement.execute();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE %1$s SET holder = ?, expires_at = clock_timestamp() + ? * interval '1 millisecond'
                WHERE topic = ? AND shard IN (
                    SELECT shard FROM %1$s WHERE topic = ? AND NOT %2$s
                    ORDER BY shard LIMIT ? FOR UPDATE SKIP LOCKED)
                """.formatted(table, IS_VALID))) {
            statement.setObject(1, holder);
            statement.setLong(2, duration.toMillis());
            statement.setString(3, topic);
            statement.setString(4, topic);
            statement.setLong(5, duration.toMillis());
            statement.setInt(6, count);
            statement.execute();
        }
    }

    private void giveBack(Connection connection, Integer[] shards) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE %s SET producer_id = nullif(producer_id, ?), expires_at = clock_timestamp()
                WHERE topic = ? AND holder = ? AND shard = ANY (?)
                """.formatted(table))) {
            statement.setString(1, producer());
            statement.setString(2, topic);
            statement.setObject(3, holder);
            statement.setArray(4, connection.createArrayOf("int4", shards));
            statement.execute();
        }
    }

    private Holding held(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT shard, producer_id FROM %s WHERE topic = ? AND holder = ? AND expires_at > clock_timestamp()
                """.formatted(table))) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            try (ResultSet rows = statement.executeQuery()) {
                Set<Integer> shards = new TreeSet<>();
                Set<String> others = new HashSet<>();
                while (rows.next()) {
                    shards.add(rows.getInt(1));
                    String former = rows.getString(2);
                    if (former != null && !former.equals(producer())) {
                        others.add(former);
                    }
                }
                return new Holding(shards, others);
            }
        }
    }

    /** Says that nobody sends events of those shards but the holder; false when another process has one of them by now. */
    boolean confirm(Connection connection, Set<Integer> shards) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH durable AS MATERIALIZED (SELECT %s)
                UPDATE %s SET producer_id = ?, expires_at = clock_timestamp() + ? * interval '1 millisecond'
                FROM durable WHERE topic = ? AND holder = ? AND shard = ANY (?)
                """.formatted(OutboxTable.DURABLE, table))) {
            statement.setString(1, producer());
            statement.setLong(2, duration.toMillis());
            statement.setString(3, topic);
            statement.setObject(4, holder);
            statement.setArray(5, connection.createArrayOf("int4", shards.toArray()));
            return statement.executeUpdate() == shards.size();
        }
    }

    /**
     * Makes those last again, and tells the others how the topic does; false when another process has one of them by now.
     *
     * @param sinceProgress how long ago events of the topic got through
     */
    boolean renew(Connection connection, Set<Integer> shards, Duration sinceProgress) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE %s
                SET expires_at = clock_timestamp() + ? * interval '1 millisecond',
                    progressed_at = clock_timestamp() - ? * interval '1 millisecond'
                WHERE topic = ? AND holder = ? AND shard = ANY (?)
                """.formatted(table))) {
            statement.setLong(1, duration.toMillis());
            statement.setLong(2, sinceProgress.toMillis());
            statement.setString(3, topic);
            statement.setObject(4, holder);
            statement.setArray(5, connection.createArrayOf("int4", shards.toArray()));
            return statement.executeUpdate() == shards.size();
        }
    }

    /**
     * Gives back what it has.
     *
     * @param isQuiet whether the holder's producer has nothing in flight
     * @param sinceProgress how long ago events of the topic got through
     */
    void release(Connection connection, boolean isQuiet, Duration sinceProgress) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE %s
                SET expires_at = clock_timestamp(),
                    progressed_at = clock_timestamp() - ? * interval '1 millisecond',
                    producer_id = CASE WHEN ? AND producer_id = ? THEN NULL ELSE producer_id END
                WHERE topic = ? AND holder = ? AND expires_at > clock_timestamp()
                """.formatted(table))) {
            statement.setLong(1, sinceProgress.toMillis());
            statement.setBoolean(2, isQuiet);
            statement.setString(3, producer());
            statement.setString(4, topic);
            statement.setObject(5, holder);
            statement.execute();
        }
    }

    /** How many shards nobody holds. */
    int freeShards(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT count(*) FROM %s WHERE topic = ? AND %s".formatted(table, IS_VALID))) {
            statement.setString(1, topic);
            statement.setLong(2, duration.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return KeyShards.COUNT - row.getInt(1);
            }
        }
    }

    /** How long ago events of the topic got through, of the shard that has waited longest, whoever sent them. */
    Duration sinceProgress(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT extract(epoch FROM clock_timestamp() - min(progressed_at)) FROM %s WHERE topic = ?
                """.formatted(table))) {
            statement.setString(1, topic);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Duration.ofMillis(Math.max(0, Math.round(row.getDouble(1) * 1000)));
            }
        }
    }

    /**
     * What a process holds.
     *
     * @param formerProducers the producers under which former holders of these shards may still send
     */
    record Holding(Set<Integer> shards, Set<String> formerProducers) {}
}
