package dev.avenant.service;

/**
 * A change was made to a version that is not the current one. The answer is 409 with the field {@code version}; the caller
 * reads again and repeats the change.
 */
public final class OutdatedVersionException extends RuntimeException {

    /**
     * Says which version was expected of what.
     *
     * @param subject what was to be changed, such as {@code job}
     * @param expected the version that the caller read
     * @param current the version that it has now
     */
    public OutdatedVersionException(String subject, long expected, long current) {
        super("is " + expected + ", but the " + subject + " is at version " + current
                + "; read it again and repeat the change");
    }
}
