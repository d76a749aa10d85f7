package dev.avenant.messaging.internal.outbox;

/** Kafka takes nothing on the topic. */
final class TopicRefusedException extends RuntimeException {

    /** @param reason what Kafka said */
    TopicRefusedException(String reason) {
        super(reason);
    }
}
