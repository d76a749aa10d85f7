package dev.avenant.stack.config;

/** Something the stack cannot do; the message is one the user can act on, and it is all that is shown. */
public class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
