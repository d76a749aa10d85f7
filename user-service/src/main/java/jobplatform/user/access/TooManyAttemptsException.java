package jobplatform.user.access;

/** One address tried too often to sign in under one name. */
public final class TooManyAttemptsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyAttemptsException() {
        super("There were too many attempts to sign in from this address; try again in a minute");
    }
}
