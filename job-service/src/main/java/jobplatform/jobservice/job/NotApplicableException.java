package jobplatform.jobservice.job;

/** The job does not take that application; the message is for the caller. */
public final class NotApplicableException extends RuntimeException {

    NotApplicableException(String message) {
        super(message);
    }
}
