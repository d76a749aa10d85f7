package jobplatform.application.jobapplication.web;

/** {@code If-Match} names another version than the application has; the message is for the caller. */
final class PreconditionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PreconditionFailedException(long current) {
        super("If-Match does not name the application's ETag, which is \"" + ExpectedVersion.tag(current)
                + "\"; read it again and repeat the change");
    }
}
