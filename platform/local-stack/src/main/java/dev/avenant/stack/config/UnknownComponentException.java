package dev.avenant.stack.config;

/** A name that no component of {@code stack.yaml} has; the message lists those that there are. */
public final class UnknownComponentException extends StackException {

    private static final long serialVersionUID = 1L;

    UnknownComponentException(String message) {
        super(message);
    }
}
