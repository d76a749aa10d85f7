package jobplatform.user;

/** Another user has that username or e-mail address already. */
public final class AlreadyTakenException extends RuntimeException {

    private final String field;

    AlreadyTakenException(String field, Throwable cause) {
        super("belongs to another user", cause);
        this.field = field;
    }

    /** The field that is taken: {@code username} or {@code email}. */
    public String field() {
        return field;
    }
}
