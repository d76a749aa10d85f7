package jobplatform.user;

/** Another user has that username already. */
public final class AlreadyTakenException extends RuntimeException {

    AlreadyTakenException(Throwable cause) {
        super("belongs to another user", cause);
    }
}
