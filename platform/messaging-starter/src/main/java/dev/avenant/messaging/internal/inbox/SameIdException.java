package dev.avenant.messaging.internal.inbox;

/** Another message of the same source and id took effect before, with another key or value. */
public final class SameIdException extends RuntimeException {

    SameIdException(Message message) {
        super(message.source().equals(Message.BY_PLACE) ? ofPlace(message) : ofSource(message));
    }

    private static String ofSource(Message message) {
        String source = message.source().isEmpty() ? "no source" : "source " + message.source();
        return "Headers ce_source and ce_id: expected an id that the source gives one message, but another key or value"
                + " with the id " + message.id() + " of " + source + " was handled before. Correct the producer";
    }

    private static String ofPlace(Message message) {
        return "Expected one record at the place " + message.id()
                + ", but another key or value was handled there before. Correct whoever rewrites the topic";
    }
}
