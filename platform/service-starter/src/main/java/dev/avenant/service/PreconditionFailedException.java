package dev.avenant.service;

/** {@code If-Match} names another version than there is. The answer is 412; the caller reads again and repeats the change. */
public final class PreconditionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PreconditionFailedException(String subject, String current) {
        super("If-Match does not name the " + subject + "'s ETag, which is \"" + current
                + "\"; read it again and repeat the change");
    }
}
