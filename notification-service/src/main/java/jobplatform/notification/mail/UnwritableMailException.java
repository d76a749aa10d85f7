package jobplatform.notification.mail;

import com.samskivert.mustache.MustacheException;
import java.util.UUID;

/** An e-mail's templates ask for what it does not have, as one that waits from before they were changed may not. */
final class UnwritableMailException extends RuntimeException {

    private final UUID id;

    UnwritableMailException(UUID id, MustacheException missing) {
        super("The e-mail cannot be written: " + missing.getMessage(), missing);
        this.id = id;
    }

    /** Which e-mail. */
    UUID id() {
        return id;
    }
}
