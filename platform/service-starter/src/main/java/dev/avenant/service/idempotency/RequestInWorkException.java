package dev.avenant.service.idempotency;

/** The same request has not been answered yet. */
final class RequestInWorkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RequestInWorkException() {
        super("The same request is being worked on; try again");
    }
}
