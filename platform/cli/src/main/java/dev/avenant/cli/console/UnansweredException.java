package dev.avenant.cli.console;

import dev.avenant.operations.OperationException;

/** The console was asked and has not answered, so that nobody knows whether it did what it was asked for. */
final class UnansweredException extends OperationException {
    private static final long serialVersionUID = 1L;

    UnansweredException(String message) {
        super(Reason.COULD_NOT_RUN, message);
    }
}
