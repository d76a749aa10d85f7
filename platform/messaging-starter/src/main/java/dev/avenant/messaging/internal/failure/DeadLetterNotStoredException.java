package dev.avenant.messaging.internal.failure;

/** Kafka did not take a dead letter, so its record is still to be dealt with. */
final class DeadLetterNotStoredException extends RuntimeException {

    DeadLetterNotStoredException(String topic, Throwable cause) {
        super("Kafka did not take a dead letter for " + topic + ": " + cause, cause);
    }

    private DeadLetterNotStoredException(String message) {
        super(message);
    }

    /** It was sent, and Kafka has not answered yet. */
    static DeadLetterNotStoredException notYet(String topic) {
        return new DeadLetterNotStoredException("A dead letter is on its way to " + topic
                + " but Kafka has not taken it yet. Check that the topic's leader and enough of its replicas run");
    }
}
