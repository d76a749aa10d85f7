package jobplatform.user;

import java.util.UUID;

/** There is no such user; the message is for the caller. */
public final class UserNotFoundException extends RuntimeException {

    UserNotFoundException(UUID id) {
        super("There is no user " + id);
    }

    /** With another reason than that there is no account of that id. */
    public UserNotFoundException(String message) {
        super(message);
    }
}
