package dev.avenant.messaging.internal.outbox;

import dev.avenant.messaging.internal.outbox.RelayLease.Holding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** A process's part of a topic: it is announced, so that the others leave it its share, and takes no more than that. */
final class RelayShare {

    private final RelayLease lease;
    private final RelayMembership membership;

    RelayShare(RelayLease lease, RelayMembership membership) {
        this.lease = lease;
        this.membership = membership;
    }

    /** The transactional id of this process's producer. */
    String producer() {
        return lease.producer();
    }

    /** From now on it is another one, which nobody has a reason to refuse. */
    void changeProducer() {
        lease.changeProducer();
    }

    /** Takes what is free of its share, and gives back what it has beyond; its producer must have nothing in flight. */
    Holding claim(Connection connection) throws SQLException {
        membership.announce(connection);
        return lease.acquire(connection, membership.share(connection));
    }

    /** Says that nobody sends events of those shards but this process; false when another one has one of them by now. */
    boolean confirm(Connection connection, Set<Integer> shards) throws SQLException {
        return lease.confirm(connection, shards);
    }

    /** Keeps the shards for longer. */
    Renewal renew(Connection connection, Set<Integer> shards, Duration sinceProgress) throws SQLException {
        membership.announce(connection);
        if (!lease.renew(connection, shards, sinceProgress)) {
            return Renewal.LOST;
        }
        int missing = membership.share(connection) - shards.size();
        boolean isRight = missing == 0 || (missing > 0 && lease.freeShards(connection) == 0);
        return isRight ? Renewal.KEPT : Renewal.UNEVEN;
    }

    /**
     * Leaves the topic to the others.
     *
     * @param isQuiet whether this process's producer has nothing in flight
     */
    void leave(Connection connection, boolean isQuiet, Duration sinceProgress) throws SQLException {
        lease.release(connection, isQuiet, sinceProgress);
        membership.leave(connection);
    }

    /** How long ago events of the topic got through, of the shard that has waited longest, whoever sent them. */
    Duration sinceProgress(Connection connection) throws SQLException {
        return lease.sinceProgress(connection);
    }

    /** How it stands with shards that were held. */
    enum Renewal {
        /** They are this process's, and all it can have. */
        KEPT,
        /** They are this process's, and more or fewer than its share. */
        UNEVEN,
        /** Another process has one of them. */
        LOST
    }
}
