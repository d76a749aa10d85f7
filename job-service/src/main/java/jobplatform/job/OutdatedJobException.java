package jobplatform.job;

/** A change was made to a version of the job that is not the current one. */
public final class OutdatedJobException extends RuntimeException {

    OutdatedJobException(long expected, long current) {
        super("is " + expected + ", but the job is at version " + current + "; read it again and repeat the change");
    }
}
