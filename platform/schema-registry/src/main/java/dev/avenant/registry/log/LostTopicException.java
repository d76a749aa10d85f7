package dev.avenant.registry.log;

import org.apache.kafka.common.Uuid;

/** The topic is not the one any more whose records were read. */
final class LostTopicException extends RuntimeException {

    private static final String ADVICE = ". Bring its records back from a copy before a registry starts on it";

    private LostTopicException(String topic, String expected, String found) {
        super("expected the topic " + topic + expected + " but found " + found + ADVICE);
    }

    static LostTopicException deleted(String topic, Uuid expected) {
        return new LostTopicException(topic, " with the id " + expected, "none: it was deleted");
    }

    static LostTopicException madeAnew(String topic, Uuid expected, Uuid found) {
        return new LostTopicException(
                topic, " with the id " + expected, "the id " + found + ": it was deleted and made anew");
    }

    static LostTopicException shorter(String topic, long nextOffset) {
        return new LostTopicException(
                topic, " to go on at offset " + nextOffset, "no such offset: it was made anew, or has lost records");
    }
}
