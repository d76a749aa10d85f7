package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;

/** A letter that cannot be sent where it was to go. */
public final class UnsendableLetterException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final transient Letter letter;

    /** Why it cannot. */
    public enum Why {
        /** Nobody said where to, and its group has no replay topic. */
        NO_TARGET("is a letter whose group has no replay topic of its own"),
        /** It was to go to its original topic, and does not say which that is. */
        NO_ORIGIN("does not say which topic it came from"),
        /** It says that it came from a topic in which Kafka or the registry keeps its state; anybody may say so. */
        STATE_TOPIC("says that it came from a topic in which Kafka or the registry keeps its state"),
        /** It lies in parts, which its own group alone puts together. */
        IN_PARTS("is too large for one record and lies in parts, which only its group puts together"),
        /** It has neither key nor value: a share group that does not copy records. */
        NO_BYTES("has neither a key nor a value: its group does not copy records");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    UnsendableLetterException(Why why, Letter letter) {
        super(Reason.WRONG_REQUEST, "The message at " + letter.place() + " " + why.words + ".");
        this.why = why;
        this.letter = letter;
    }

    public Why why() {
        return why;
    }

    public Letter letter() {
        return letter;
    }
}
