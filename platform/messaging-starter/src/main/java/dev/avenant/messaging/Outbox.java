package dev.avenant.messaging;

/**
 * Where a service leaves the events that it publishes. What is appended becomes visible to consumers if, and only if,
 * the surrounding database transaction commits; it is then sent at least once. The events of a key are sent in the order
 * in which their transactions commit, and those of one transaction in the order of the appends. A consumer tells a
 * second delivery by its {@code ce_id}.
 *
 * <p>The events that a service appends are declared by a {@link Publication} bean for each topic.
 */
public interface Outbox {

    /**
     * Serialises the event and keeps it with the running transaction, which stores it when it is about to commit. Nothing
     * is sent and no registry is asked.
     *
     * <p>While it commits, a transaction makes others wait that append to the same key, or to one of those that share a
     * lock with it; that keeps the key's events in order, and cannot end in a deadlock. One that appends more than 4 MiB
     * makes all others wait that append.
     *
     * <p>An event that is appended behind a savepoint is forgotten when Spring's transaction manager rolls back to it,
     * not when the service does so on the connection by itself.
     *
     * @return the message's id, which becomes its {@code ce_id}
     * @throws org.springframework.transaction.IllegalTransactionStateException without a running transaction of the
     *     database that holds the outbox, begun by a transaction manager that is a bean
     * @throws IllegalArgumentException if no {@link Publication} declares the event, or it is larger than a record may be
     * @throws OutboxFullException if more events wait than the outbox may hold
     * @throws org.apache.kafka.common.errors.SerializationException if the event does not fit its schema, for example
     *     because a required field is missing
     */
    String append(OutboundEvent event);
}
