package jobplatform.application.jobapplication;

import java.util.UUID;

/** No event has told of that job, or it was removed; the message is for the caller. */
public final class JobNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobNotFoundException(UUID id) {
        super("There is no job " + id + "; one that was just posted is known here moments later");
    }
}
