package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.tables.TablesSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to relay a topic, a row of {@code outbox_lease} that one process holds until it expires: by the clock
 * of the database, so that no two processes need to agree on the time. Who holds it without being able to say so loses
 * it. That a former holder sends nothing more is not this one's to see to: Kafka refuses it, because the next one opens
 * a producer of the same name.
 */
final class RelayLease {

    private final String table;
    private final String topic;
    private final UUID holder;
    private final Duration duration;

    RelayLease(TablesSchema schema, String topic, UUID holder, Duration duration) {
        this.table = schema.table("outbox_lease");
        this.topic = topic;
        this.holder = holder;
        this.duration = duration;
    }

    /** Takes the lease, unless another process holds it. */
    Standing acquire(Connection connection) throws SQLException {
        Optional<Standing> another = heldByAnother(connection);
        if (another.isPresent()) {
            return another.get();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO %s AS lease (topic, holder, expires_at)
                VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')
                ON CONFLICT (topic) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
                WHERE lease.holder = excluded.holder OR lease.expires_at <= clock_timestamp()
                RETURNING producer_id, extract(epoch FROM clock_timestamp() - progressed_at)
                """.formatted(table))) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            statement.setLong(3, duration.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Standing(row.getObject(1, UUID.class), seconds(row.getDouble(2)))
                        : new Standing(null, Duration.ZERO);
            }
        }
    }

    /** Only looks, so that those who stand by do not write again and again. */
    private Optional<Standing> heldByAnother(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT extract(epoch FROM clock_timestamp() - progressed_at) FROM %s
                WHERE topic = ? AND holder <> ? AND expires_at > clock_timestamp()
                """.formatted(table))) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Standing(null, seconds(row.getDouble(1)))) : Optional.empty();
            }
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }

    /**
     * Makes it last again, and tells the others how the topic does; false when another process has it by now.
     *
     * @param sinceProgress how long ago events of the topic got through
     */
    boolean renew(Connection connection, Duration sinceProgress) throws SQLException {
        return expireIn(connection, duration, sinceProgress);
    }

    /** Gives it back. */
    void release(Connection connection, Duration sinceProgress) throws SQLException {
        expireIn(connection, Duration.ZERO, sinceProgress);
    }

    private boolean expireIn(Connection connection, Duration time, Duration sinceProgress) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE %s
                SET expires_at = clock_timestamp() + ? * interval '1 millisecond',
                    progressed_at = clock_timestamp() - ? * interval '1 millisecond'
                WHERE topic = ? AND holder = ?
                """.formatted(table))) {
            statement.setLong(1, time.toMillis());
            statement.setLong(2, sinceProgress.toMillis());
            statement.setString(3, topic);
            statement.setObject(4, holder);
            return statement.executeUpdate() == 1;
        }
    }

    /**
     * How a topic stands.
     *
     * @param producer the name of its producer for the holder of the lease; null when another process is that
     * @param sinceProgress how long ago events of it got through, whoever sent them
     */
    record Standing(@Nullable UUID producer, Duration sinceProgress) {}
}
