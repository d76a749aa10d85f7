package dev.avenant.messaging.internal.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to relay a topic, a row of {@code avenant.outbox_lease} that one process holds until it expires: by the clock
 * of the database, so that no two processes need to agree on the time. Who holds it without being able to say so loses
 * it. That a former holder sends nothing more is not this one's to see to: Kafka refuses it, because the next one opens
 * a producer of the same name.
 */
final class RelayLease {

    private final String topic;
    private final UUID holder;
    private final Duration duration;

    RelayLease(String topic, UUID holder, Duration duration) {
        this.topic = topic;
        this.holder = holder;
        this.duration = duration;
    }

    /** Takes the lease, and answers the name of the topic's producer; empty when another process holds it. */
    Optional<UUID> acquire(Connection connection) throws SQLException {
        if (isHeldByAnother(connection)) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO avenant.outbox_lease AS lease (topic, holder, expires_at)
                VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')
                ON CONFLICT (topic) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
                WHERE lease.holder = excluded.holder OR lease.expires_at <= clock_timestamp()
                RETURNING producer_id
                """)) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            statement.setLong(3, duration.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /** Only looks, so that those who stand by do not write again and again. */
    private boolean isHeldByAnother(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT 1 FROM avenant.outbox_lease WHERE topic = ? AND holder <> ? AND expires_at > clock_timestamp()
                """)) {
            statement.setString(1, topic);
            statement.setObject(2, holder);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Makes it last again; false when another process has it by now. */
    boolean renew(Connection connection) throws SQLException {
        return expireIn(connection, duration);
    }

    /** Gives it back. */
    void release(Connection connection) throws SQLException {
        expireIn(connection, Duration.ZERO);
    }

    private boolean expireIn(Connection connection, Duration time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE avenant.outbox_lease SET expires_at = clock_timestamp() + ? * interval '1 millisecond'
                WHERE topic = ? AND holder = ?
                """)) {
            statement.setLong(1, time.toMillis());
            statement.setString(2, topic);
            statement.setObject(3, holder);
            return statement.executeUpdate() == 1;
        }
    }
}
