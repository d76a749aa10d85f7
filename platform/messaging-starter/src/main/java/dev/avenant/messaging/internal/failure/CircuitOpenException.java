package dev.avenant.messaging.internal.failure;

/** So many records of a topic failed that its subscription has stopped. */
final class CircuitOpenException extends RuntimeException {

    CircuitOpenException(String why) {
        super(why, null, false, false);
    }
}
