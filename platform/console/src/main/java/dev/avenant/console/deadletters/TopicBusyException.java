package dev.avenant.console.deadletters;

/** Another action runs on the letters of a topic, and both could take the same letter. */
public final class TopicBusyException extends RuntimeException {

    private final String topic;

    TopicBusyException(String topic) {
        super("Another action runs on the letters of " + topic);
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }
}
