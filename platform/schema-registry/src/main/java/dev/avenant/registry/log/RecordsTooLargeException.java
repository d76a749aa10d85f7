package dev.avenant.registry.log;

/** The log takes no records of that size: none of them was written, and others may be. */
public final class RecordsTooLargeException extends RuntimeException {

    public RecordsTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
