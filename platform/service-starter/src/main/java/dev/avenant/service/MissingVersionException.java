package dev.avenant.service;

/** Nothing says to which version a change was made that must say it. The answer is 400 with the field {@code version}. */
public final class MissingVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingVersionException() {
        super("must be given: the version that was read, here or as If-Match");
    }
}
