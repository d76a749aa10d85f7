package jobplatform.application.jobapplication;

import java.util.UUID;

/** The applicant has applied for the job before; the message is for the caller. */
public final class AppliedAlreadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AppliedAlreadyException(UUID jobId) {
        super("has applied for the job " + jobId + " already");
    }
}
