package dev.avenant.console.registry;

/** The registry does not take what it was asked, such as a name that no subject may have; the message is its answer. */
public final class RejectedQuestionException extends RuntimeException {

    RejectedQuestionException(String message, Throwable cause) {
        super(message, cause);
    }
}
