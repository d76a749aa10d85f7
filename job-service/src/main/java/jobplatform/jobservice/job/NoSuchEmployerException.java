package jobplatform.jobservice.job;

/** A job names a company or an employer that is not known, or two that do not belong together. */
public final class NoSuchEmployerException extends RuntimeException {

    private final String field;

    NoSuchEmployerException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The field that is wrong: {@code companyId} or {@code employerId}. */
    public String field() {
        return field;
    }
}
