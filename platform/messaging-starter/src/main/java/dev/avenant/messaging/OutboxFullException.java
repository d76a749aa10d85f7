package dev.avenant.messaging;

import org.springframework.dao.TransientDataAccessResourceException;

/**
 * The outbox holds as many events as it may, because they are appended faster than Kafka takes them, and refuses more until
 * enough of them are sent. Whoever asked tries again later: a listener does so by itself, and a request is best answered
 * with 503.
 */
public final class OutboxFullException extends TransientDataAccessResourceException {

    /** @param message what is full, and what to do */
    public OutboxFullException(String message) {
        super(message);
    }
}
