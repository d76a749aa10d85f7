package dev.avenant.operations.letters;

import dev.avenant.operations.OperationException;
import dev.avenant.text.Sentence;

/** Kafka did not take a record, or whoever sent it was interrupted. What was sent before stays sent. */
public final class NotSentException extends OperationException {
    private static final long serialVersionUID = 1L;

    NotSentException(Sentence sentence) {
        super(Reason.COULD_NOT_RUN, sentence);
    }
}
