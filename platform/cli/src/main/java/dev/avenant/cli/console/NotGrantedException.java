package dev.avenant.cli.console;

import dev.avenant.operations.OperationException;

/** The console does not let whoever asks. */
public final class NotGrantedException extends OperationException {
    private static final long serialVersionUID = 1L;

    NotGrantedException(String message) {
        super(Reason.COULD_NOT_RUN, message);
    }
}
