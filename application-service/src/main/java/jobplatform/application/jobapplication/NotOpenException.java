package jobplatform.application.jobapplication;

import jobplatform.application.readmodel.KnownJob;

/** The job takes no applications; the message is for the caller. */
public final class NotOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotOpenException(KnownJob job) {
        super("The job " + job.jobId() + " is closed and takes no applications");
    }
}
