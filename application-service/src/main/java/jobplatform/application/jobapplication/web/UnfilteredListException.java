package jobplatform.application.jobapplication.web;

/** A list of applications was asked for that are nobody's in particular; the message is for the caller. */
final class UnfilteredListException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfilteredListException() {
        super("One of applicantId, employerId and jobId must be given");
    }
}
