package jobplatform.user.access;

/** Whoever asked is not who they say, as far as this service can tell; it says no more than that. */
public final class NotSignedInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotSignedInException(String message) {
        super(message);
    }
}
