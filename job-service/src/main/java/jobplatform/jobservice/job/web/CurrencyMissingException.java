package jobplatform.jobservice.job.web;

/** Amounts are to be compared, and it is not said in which currency. */
final class CurrencyMissingException extends RuntimeException {

    CurrencyMissingException() {
        super("must be given where salaries are compared, such as EUR");
    }
}
