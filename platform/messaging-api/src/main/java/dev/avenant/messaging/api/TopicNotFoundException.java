package dev.avenant.messaging.api;

import org.apache.kafka.common.KafkaException;

/** Kafka answered, and has no topic of that name, or shows it to nobody with these credentials. */
public final class TopicNotFoundException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final String topic;

    TopicNotFoundException(String bootstrapServers, String topic) {
        super("Kafka at " + bootstrapServers + " has no topic \"" + topic + "\". Check the name");
        this.topic = topic;
    }

    /** The name that was asked for. */
    public String topic() {
        return topic;
    }
}
