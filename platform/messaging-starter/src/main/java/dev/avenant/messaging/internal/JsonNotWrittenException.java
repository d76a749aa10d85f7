package dev.avenant.messaging.internal;

/** JSON that somebody wrote is no event of the schema that it is for; the message says where and why. */
public final class JsonNotWrittenException extends RuntimeException {

    JsonNotWrittenException(String message) {
        super(message);
    }

    JsonNotWrittenException(String message, Throwable cause) {
        super(message, cause);
    }
}
