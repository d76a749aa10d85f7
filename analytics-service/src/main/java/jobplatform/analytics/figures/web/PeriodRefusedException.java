package jobplatform.analytics.figures.web;

/** A period without an hour was asked for; the message is for the caller. */
final class PeriodRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PeriodRefusedException() {
        super("must be an hour later than from, at least");
    }
}
