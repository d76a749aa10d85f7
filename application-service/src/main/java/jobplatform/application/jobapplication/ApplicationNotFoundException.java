package jobplatform.application.jobapplication;

import java.util.UUID;

/** There is no such application; the message is for the caller. */
public final class ApplicationNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApplicationNotFoundException(UUID id) {
        super("There is no application " + id);
    }
}
