package dev.avenant.service;

/** Somebody asked too often, or holds too much at a time; the message is for the caller. Answered with 429. */
public final class TooManyRequestsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Refuses with that sentence. */
    public TooManyRequestsException(String message) {
        super(message);
    }
}
