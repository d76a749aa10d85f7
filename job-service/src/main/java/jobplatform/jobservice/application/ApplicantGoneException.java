package jobplatform.jobservice.application;

/** The applicant's account was deleted; the message is for the caller. */
public final class ApplicantGoneException extends RuntimeException {

    ApplicantGoneException() {
        super("belongs to an account that was deleted");
    }
}
