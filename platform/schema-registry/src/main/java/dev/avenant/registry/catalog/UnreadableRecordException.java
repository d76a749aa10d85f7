package dev.avenant.registry.catalog;

/** A record of the log is not what its kind says it is; the message says where, what was expected and what was found. */
public final class UnreadableRecordException extends RuntimeException {

    UnreadableRecordException(String reason) {
        super(reason, null, false, false);
    }

    /** The reason, for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
