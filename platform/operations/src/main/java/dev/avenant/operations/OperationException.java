package dev.avenant.operations;

import dev.avenant.text.Sentence;
import java.util.Locale;

/** An operation that cannot be done; the message is a sentence for people. */
public class OperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient Sentence sentence;

    /** Whose turn it is. */
    public enum Reason {
        /** What was asked for makes no sense, or is not there. */
        WRONG_REQUEST,

        /** Something that the operation needs is away or does not answer as it should. */
        COULD_NOT_RUN
    }

    protected OperationException(Reason reason, String message) {
        this(reason, Sentence.quoting(message));
    }

    protected OperationException(Reason reason, Sentence sentence) {
        super(sentence.toString());
        this.reason = reason;
        this.sentence = sentence;
    }

    /** What was asked for makes no sense, or is not there. */
    public static OperationException wrongRequest(String message) {
        return new OperationException(Reason.WRONG_REQUEST, message);
    }

    /** What was asked for makes no sense, or is not there. */
    public static OperationException wrongRequest(Sentence sentence) {
        return new OperationException(Reason.WRONG_REQUEST, sentence);
    }

    /** Something that the operation needs is away or does not answer as it should. */
    public static OperationException couldNotRun(String message) {
        return new OperationException(Reason.COULD_NOT_RUN, message);
    }

    /** Something that the operation needs is away or does not answer as it should. */
    public static OperationException couldNotRun(Sentence sentence) {
        return new OperationException(Reason.COULD_NOT_RUN, sentence);
    }

    /** In a language, as far as it has words of it; otherwise in English. */
    public String in(Locale language) {
        return sentence.in(language);
    }

    /** The same, for whoever does not know yet in which language. */
    public Sentence said() {
        return sentence;
    }

    public Reason reason() {
        return reason;
    }
}
