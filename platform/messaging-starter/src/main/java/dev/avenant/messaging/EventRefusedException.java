package dev.avenant.messaging;

/**
 * A handler's word that it will never be able to handle this event. The event goes to the dead-letter topic, with the
 * message as the reason shown to whoever looks after it, and the events behind it go on.
 */
public class EventRefusedException extends RuntimeException {

    public EventRefusedException(String message) {
        super(message);
    }

    public EventRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
