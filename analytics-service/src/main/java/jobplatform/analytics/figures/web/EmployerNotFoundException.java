package jobplatform.analytics.figures.web;

import java.util.UUID;

/** There are no figures of that employer; the message is for the caller. */
final class EmployerNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmployerNotFoundException(UUID id) {
        super("There are no figures of an employer " + id);
    }
}
