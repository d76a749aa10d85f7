package jobplatform.user;

/** A change was made to a version of the account that is not the current one. */
public final class OutdatedVersionException extends RuntimeException {

    OutdatedVersionException(long expected, long current) {
        super("is " + expected + ", but the user is at version " + current + "; read it again and repeat the change");
    }
}
