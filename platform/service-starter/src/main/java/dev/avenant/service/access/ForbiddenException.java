package dev.avenant.service.access;

/**
 * Whoever asks has signed in and may not do this. Answered with 403, so it is for what everybody may know of; what is
 * not public is answered as if it were not there.
 */
public final class ForbiddenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param sentence what is not allowed, for the caller */
    public ForbiddenException(String sentence) {
        super(sentence);
    }
}
