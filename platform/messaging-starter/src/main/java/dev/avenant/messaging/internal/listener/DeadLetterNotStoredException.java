package dev.avenant.messaging.internal.listener;

/** Kafka did not take a dead letter, so its record is still to be dealt with. */
final class DeadLetterNotStoredException extends RuntimeException {

    DeadLetterNotStoredException(String topic, Throwable cause) {
        super("Kafka did not take a dead letter for " + topic + ": " + cause, cause);
    }
}
