package dev.avenant.console.access;

/** A topic may not be seen; it is answered as one that is not there. */
public final class UnseenTopicException extends RuntimeException {

    private final String topic;

    UnseenTopicException(String topic) {
        super("No grant for the topic " + topic);
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }
}
