package dev.avenant.messaging;

/**
 * Where a service leaves the events that it publishes. What is appended becomes visible to consumers if, and only if,
 * the surrounding database transaction commits; it is then sent at least once, and in the order of the appends for each
 * key. A consumer tells a second delivery by its {@code ce_id}.
 *
 * <p>The events that a service appends are declared by a {@link Publication} bean for each topic.
 */
public interface Outbox {

    /**
     * Serialises the event and stores it in the running transaction. Nothing is sent and no registry is asked.
     *
     * <p>Transactions that append to the same key of the same topic wait for each other until they commit, which is what
     * keeps the key's events in order.
     *
     * @return the message's id, which becomes its {@code ce_id}
     * @throws org.springframework.transaction.IllegalTransactionStateException without a running transaction
     * @throws IllegalArgumentException if no {@link Publication} declares the event, or it is larger than a record may be
     * @throws org.apache.kafka.common.errors.SerializationException if the event does not fit its schema, for example
     *     because a required field is missing
     */
    String append(OutboundEvent event);
}
