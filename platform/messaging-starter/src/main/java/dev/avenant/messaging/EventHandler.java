package dev.avenant.messaging;

import org.apache.avro.specific.SpecificRecord;

/**
 * What a service does with one kind of event. It runs in a database transaction that also remembers the message's id,
 * so what it writes to that database takes effect exactly once, however often the message is delivered.
 *
 * <p>What it may throw, and what then happens:
 *
 * <ul>
 *   <li>{@link EventRefusedException}: the event can never be handled; it goes to the dead-letter topic at once.
 *   <li>{@link RetryLaterException}, or an exception that says the database or a remote system is away or busy: the
 *       partition waits and the event is tried again until it passes, or until
 *       {@code avenant.messaging.retry.max-wait} is over.
 *   <li>Any other: the event is tried a few times, then goes to the dead-letter topic.
 * </ul>
 *
 * <p>A {@link FailureClassification} bean says otherwise where a service knows better.
 *
 * @param <E> the generated event class
 */
@FunctionalInterface
public interface EventHandler<E extends SpecificRecord> {

    /** Handles the event; whatever it throws rolls its transaction back. */
    void handle(E event, EventContext context) throws Exception;
}
