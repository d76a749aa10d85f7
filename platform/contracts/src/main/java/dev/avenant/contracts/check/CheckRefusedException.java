package dev.avenant.contracts.check;

/** A check or an import that cannot be made as it was asked for; the message says what was expected, what was found and what to do. */
public final class CheckRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a check is refused. */
    public enum Reason {
        /** What was asked for makes no sense. */
        WRONG_REQUEST,
        /** There is no file of Avro schemas where they were to be looked for. */
        NO_SCHEMAS
    }

    CheckRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** For what makes no sense as it was asked for. */
    public static CheckRefusedException wrongRequest(String message) {
        return new CheckRefusedException(Reason.WRONG_REQUEST, message);
    }

    /** Why it is refused. */
    public Reason reason() {
        return reason;
    }
}
