package jobplatform.company;

/** A change was made to a version of the company that is not the current one. */
public final class OutdatedCompanyException extends RuntimeException {

    OutdatedCompanyException(long expected, long current) {
        super("is " + expected + ", but the company is at version " + current
                + "; read it again and repeat the change");
    }
}
