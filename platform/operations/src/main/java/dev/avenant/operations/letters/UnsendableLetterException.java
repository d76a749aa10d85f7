package dev.avenant.operations.letters;

import dev.avenant.messaging.api.dialect.Letter;
import dev.avenant.operations.OperationException;
import dev.avenant.operations.OperationText;

/** A letter that cannot be sent where it was to go. */
public final class UnsendableLetterException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final transient Letter letter;

    /** Why it cannot. */
    public enum Why {
        /** Nobody said where to, and its group has no replay topic. */
        NO_TARGET("letter.no-target"),
        /** It was to go to its original topic, and does not say which that is. */
        NO_ORIGIN("letter.no-origin"),
        /** It letter.state-topic; anybody may say so. */
        STATE_TOPIC("letter.state-topic"),
        /** It lies in parts, which its own group alone puts together. */
        IN_PARTS("letter.in-parts"),
        /** It has neither key nor value: a share group that does not copy records. */
        NO_BYTES("letter.no-bytes");

        private final String key;

        Why(String key) {
            this.key = key;
        }
    }

    UnsendableLetterException(Why why, Letter letter) {
        super(Reason.WRONG_REQUEST, OperationText.of(why.key, letter.place().toString()));
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
