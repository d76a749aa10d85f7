package dev.avenant.operations;

/** An operation that cannot be done; the message is a sentence for people. */
public class OperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Whose turn it is. */
    public enum Reason {
        /** What was asked for makes no sense, or is not there. */
        WRONG_REQUEST,

        /** Something that the operation needs is away or does not answer as it should. */
        COULD_NOT_RUN
    }

    protected OperationException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What was asked for makes no sense, or is not there. */
    public static OperationException wrongRequest(String message) {
        return new OperationException(Reason.WRONG_REQUEST, message);
    }

    /** Something that the operation needs is away or does not answer as it should. */
    public static OperationException couldNotRun(String message) {
        return new OperationException(Reason.COULD_NOT_RUN, message);
    }

    public Reason reason() {
        return reason;
    }
}
