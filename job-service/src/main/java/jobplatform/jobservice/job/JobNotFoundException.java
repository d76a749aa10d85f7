package jobplatform.jobservice.job;

import java.util.UUID;

/** There is no such job; the message is for the caller. */
public final class JobNotFoundException extends RuntimeException {

    JobNotFoundException(UUID id) {
        super("There is no job " + id);
    }
}
