package jobplatform.notification.web;

import java.util.UUID;

/** There is no e-mail with an id. */
final class NoSuchMailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchMailException(UUID id) {
        super("There is no e-mail " + id);
    }
}
