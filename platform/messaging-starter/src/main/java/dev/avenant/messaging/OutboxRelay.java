package dev.avenant.messaging;

/**
 * Sends what waits in the outbox when it is told to; a bean where {@code avenant.messaging.outbox.enabled} is false, for tests
 * and for processes that end.
 */
public interface OutboxRelay {

    /**
     * Sends all events that were committed before, of all topics, and returns when Kafka has committed them.
     *
     * @throws IllegalStateException if another process relays, if Kafka or the database does not answer, or if Kafka refuses
     *     an event; the message says which. What was not sent waits in the outbox
     */
    void relayNow();
}
